import { expect, test } from 'vitest'
import { settingsDocument } from './settings-document.ts'

test('docs/configuration.md is what the table says', async () => {
  await expect(settingsDocument()).toMatchFileSnapshot('../../../../docs/configuration.md')
})
