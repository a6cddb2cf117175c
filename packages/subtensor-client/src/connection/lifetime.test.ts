import { expect, test, vi } from 'vitest'
import { createLifetime } from './lifetime.ts'

const never = () => new Promise<never>(() => {})

test('a wait settles as its promise does', async () => {
  const lifetime = createLifetime()
  expect(await lifetime.during(Promise.resolve(1))).toBe(1)
  await expect(lifetime.during(Promise.reject(new Error('own')))).rejects.toThrow('own')
})

test('the end rejects whoever waits, and whoever comes later', async () => {
  const lifetime = createLifetime()
  const waits = [lifetime.during(never()), lifetime.sleep(1e6)]
  const all = Promise.allSettled(waits)
  lifetime.end(new Error('first'))
  lifetime.end(new Error('second'))
  expect((await all).map((one) => one.status)).toEqual(['rejected', 'rejected'])
  await expect(lifetime.during(Promise.resolve(1))).rejects.toThrow('first')
  await expect(lifetime.sleep(0)).rejects.toThrow('first')
  const onEnd = vi.fn()
  lifetime.onEnd(onEnd)
  expect(onEnd).toHaveBeenCalledWith(expect.objectContaining({ message: 'first' }))
})

test('a promise that is rejected after the end is nobody’s unhandled rejection', async () => {
  const lifetime = createLifetime()
  lifetime.end(new Error('over'))
  await expect(lifetime.during(Promise.reject(new Error('late')))).rejects.toThrow('over')
})

test('the limit and the signal come first where they do', async () => {
  const lifetime = createLifetime()
  const slow = lifetime.during(never(), { timeoutMs: 1, onTimeout: () => new Error('late') })
  await expect(slow).rejects.toThrow('late')
  await expect(lifetime.during(never(), { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no')
  const controller = new AbortController()
  const wait = lifetime.during(never(), { signal: controller.signal })
  controller.abort(new Error('enough'))
  await expect(wait).rejects.toThrow('enough')
})

test('no timer is left when the wait is over', async () => {
  vi.useFakeTimers()
  try {
    const lifetime = createLifetime()
    await lifetime.during(Promise.resolve(), { timeoutMs: 1e6, onTimeout: () => new Error('late') })
    void lifetime.sleep(1e6).catch(() => {})
    lifetime.end(new Error('over'))
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
