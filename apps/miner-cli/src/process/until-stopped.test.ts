import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { untilStopped } from './until-stopped.ts'

function fakeProcess(options: { readonly onHangup?: () => void } = {}) {
  const exits: number[] = []
  const late: unknown[] = []
  const clock = { ms: 0 }
  const events = Object.assign(new EventEmitter(), { exit: (code: number) => void exits.push(code) })
  const stop = untilStopped({
    ...options,
    events,
    nowMs: () => clock.ms,
    onLateError: (error) => void late.push(error),
  })
  return { events, exits, late, clock, stop, stopped: stop.reason }
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('row 47: %s asks for an orderly end', async (signal) => {
  const { events, stopped, exits } = fakeProcess()
  events.emit(signal)
  await expect(stopped).resolves.toEqual({ kind: 'signal', signal })
  expect(exits).toEqual([])
})

test('row 47: one Ctrl+C that arrives twice is one; a later one ends at once', () => {
  const { events, exits, clock } = fakeProcess()
  events.emit('SIGINT')
  clock.ms = 400
  events.emit('SIGINT')
  expect(exits).toEqual([])
  clock.ms = 501
  events.emit('SIGINT')
  expect(exits).toEqual([130])
})

test('row 47: a second SIGTERM changes nothing, Ctrl+C after SIGTERM ends at once', () => {
  const { events, exits, clock } = fakeProcess()
  events.emit('SIGTERM')
  clock.ms = 2_000
  events.emit('SIGTERM')
  expect(exits).toEqual([])
  events.emit('SIGINT')
  expect(exits).toEqual([130])
})

test('row 47: an error that nobody caught asks for an orderly end too, and later ones are told', async () => {
  const { events, stopped, late } = fakeProcess()
  events.emit('unhandledRejection', 'first')
  events.emit('uncaughtException', 'second')
  await expect(stopped).resolves.toEqual({ kind: 'crash', error: 'first' })
  expect(late).toEqual(['second'])
})

test('row 47: SIGHUP ends nothing where somebody reads the settings again for it, until the miner stops', async () => {
  let rereads = 0
  const { events, stopped } = fakeProcess({ onHangup: () => void rereads++ })
  events.emit('SIGHUP')
  events.emit('SIGHUP')
  events.emit('SIGTERM')
  events.emit('SIGHUP')
  await expect(stopped).resolves.toEqual({ kind: 'signal', signal: 'SIGTERM' })
  expect(rereads).toBe(2)
})

test('listens no longer than it is asked to', () => {
  const { events, stop } = fakeProcess()
  stop[Symbol.dispose]()
  expect(events.eventNames()).toEqual([])
})
