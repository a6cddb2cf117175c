import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { refuseClosedFolder } from './refuse-closed-folder.ts'

test.each(['EACCES', 'EPERM'])('a folder that this user may not enter is named (%s)', (code) => {
  const look = () => {
    throw Object.assign(new Error(`${code}: permission denied`), { code })
  }
  expect(() => refuseClosedFolder('/srv/miner', look)).toThrow(
    expect.objectContaining({ code: 'E_FOLDER_CLOSED', values: { folder: '/srv/miner', reason: code } }),
  )
})

test('a folder that is there, one that is missing and what is no folder are left to whoever reads them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ig-closed-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  refuseClosedFolder(folder)
  refuseClosedFolder(join(folder, 'missing'))
  writeFileSync(join(folder, 'file'), '')
  refuseClosedFolder(join(folder, 'file'))
})
