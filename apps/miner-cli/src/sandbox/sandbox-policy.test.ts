import { describe, expect, test } from 'vitest'
import { readPolicyRules } from '../chain/chain-policy.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { sandboxPolicy } from './sandbox-policy.ts'

const validator = 'aa'.repeat(32)
const stranger = 'bb'.repeat(32)

function access(env: Record<string, string> = {}) {
  const { values, sources } = resolveSettings({ flags: new Map(), env, files: [], home: '/', cwd: '/' })
  const { policy, mayPay } = sandboxPolicy(readPolicyRules(values, sources, null), validator)
  const allowed = (publicKeyHex: string) =>
    policy?.({ publicKeyHex, publicKey: new Uint8Array(32), ss58: '' }).allowed ?? true
  return { isOn: policy !== undefined, allowed, mayPay }
}

test('off by default: every verified key is known, but only the local validator may cost money', () => {
  const { isOn, mayPay } = access()
  expect(isOn).toBe(false)
  expect(mayPay(validator)).toBe(true)
  expect(mayPay(stranger)).toBe(false)
})

test('strangers that are allowed by name may cost money, and that alone turns nothing on', () => {
  const { isOn, mayPay } = access({ IG_BLACKLIST_ALLOW_NON_REGISTERED: 'true' })
  expect(isOn).toBe(false)
  expect(mayPay(stranger)).toBe(true)
})

describe('a permit or a stake that is asked for turns it on', () => {
  test.each([
    [{ IG_BLACKLIST_FORCE_VALIDATOR_PERMIT: 'true' }, true, false],
    [{ IG_BLACKLIST_MIN_STAKE: '10000' }, true, false],
    [{ IG_BLACKLIST_MIN_STAKE: '10001' }, false, false],
    [{ IG_BLACKLIST_MIN_STAKE: '0', IG_BLACKLIST_ALLOW_NON_REGISTERED: '1' }, true, true],
  ])('%j', (env, validatorAllowed, strangerAllowed) => {
    const { isOn, allowed } = access(env as unknown as Record<string, string>)
    expect(isOn).toBe(true)
    expect(allowed(validator)).toBe(validatorAllowed)
    expect(allowed(stranger)).toBe(strangerAllowed)
  })
})
