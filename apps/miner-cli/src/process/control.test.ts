import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { askControl, serveControl } from './control.ts'

async function serve(status: () => unknown) {
  const folder = mkdtempSync(join(tmpdir(), 'ig-control-'))
  const path = join(folder, 'control.json')
  const errors: unknown[] = []
  const control = await serveControl(path, status, { onError: (error) => errors.push(error) })
  onTestFinished(() => {
    control.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { path, folder, ask: () => askControl(path, folder), close: control.close, errors }
}

test('answers whoever can read its file', async () => {
  const { ask, close } = await serve(() => ({ health: 'ok' }))
  expect(await ask()).toEqual({ health: 'ok' })
  close()
  await expect(ask()).rejects.toMatchObject({ code: 'E_NOT_RUNNING' })
})

test('a miner of another version is named, not taken for a fault of this command', async () => {
  const { path, folder } = await serve(() => ({ health: 7 }))
  await expect(askControl(path, folder, z.object({ health: z.string() }))).rejects.toMatchObject({
    code: 'E_OTHER_VERSION',
    values: { field: 'health' },
  })
})

test('a status that cannot be told ends nothing, and is not taken for no miner', async () => {
  let isBroken = true
  const broken = new Error('the disk is gone')
  const { ask, errors } = await serve(() => {
    if (isBroken) throw broken
    return {}
  })
  await expect(ask()).rejects.toMatchObject({ code: 'E_NOT_ANSWERING' })
  expect(errors).toEqual([broken])
  isBroken = false
  expect(await ask()).toEqual({})
})
