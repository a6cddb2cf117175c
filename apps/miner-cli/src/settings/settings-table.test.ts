import { NEWS_PROVIDER_NAMES, newsKeyVariable } from '@ig/news'
import { expect, test } from 'vitest'
import { KEYED_NEWS_PROVIDERS, NEWS_PROVIDERS } from './news-settings.ts'
import { environmentNames, type Setting } from './setting.ts'
import { settingsTable } from './settings-table.ts'

const byName = new Map((settingsTable as readonly Setting[]).map((setting) => [setting.name, setting]))

test('each setting stands there once', () => {
  expect(byName.size).toBe(settingsTable.length)
})

test("the providers are those of @ig/news, each with the address and the key's variable that it names", () => {
  expect(NEWS_PROVIDERS).toEqual(NEWS_PROVIDER_NAMES)
  expect(KEYED_NEWS_PROVIDERS).toEqual(NEWS_PROVIDER_NAMES.filter((name) => newsKeyVariable(name) !== null))
  for (const name of NEWS_PROVIDER_NAMES) {
    expect(byName.has(`news.${name}.base_url`)).toBe(true)
    const key = byName.get(`news.${name}.api_key`)
    expect(key ? [key.secret, environmentNames(key).at(-1)] : null).toEqual(
      newsKeyVariable(name) && [true, newsKeyVariable(name)],
    )
  }
})

test('whatever holds a key is a secret', () => {
  const keys = [...byName.values()].filter(({ name }) => /key$|password|token$/.test(name))
  expect(keys.length).toBeGreaterThan(13)
  for (const { name, secret } of keys.filter(({ name }) => name !== 'wallet.hotkey')) {
    expect([name, secret]).toEqual([name, true])
  }
})
