import { expect, test } from 'vitest'
import { requireToken } from './require-token.ts'

const settings = (ip: string, token: string | null = null) => ({
  'dashboard.ip': ip,
  'dashboard.token': token,
})

test.each(['0.0.0.0', '::', '192.168.1.5', '10.0.0.1', 'fd00::5'])(
  '%s is served with a token or not at all',
  (ip) => {
    expect(() => requireToken(settings(ip))).toThrow(expect.objectContaining({ code: 'E_DASHBOARD_TOKEN' }))
    expect(() => requireToken(settings(ip, '0123456789abcdef'))).not.toThrow()
  },
)

test.each(['127.0.0.1', '127.0.0.2', '::1'])('%s is served to whoever uses the machine', (ip) => {
  expect(() => requireToken(settings(ip))).not.toThrow()
})
