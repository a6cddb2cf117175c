import { encodeSs58 } from '@ig/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chainTarget } from '../settings/chain-target.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { judgeCaller, mayPay, type PolicyRules, REFUSED, readPolicyRules } from './chain-policy.ts'

const TAO = 1_000_000_000n
const key = (byte: number) => new Uint8Array(32).fill(byte)
const hex = (byte: number) => Buffer.from(key(byte)).toString('hex')

/** 1 stakes enough with a permit, 2 without, 3 has a permit and a tenth of a TAO too little. */
const table = new Map([
  [hex(1), { stakeRao: 10_000n * TAO, validatorPermit: true }],
  [hex(2), { stakeRao: 50_000n * TAO, validatorPermit: false }],
  [hex(3), { stakeRao: 10_000n * TAO - TAO / 10n, validatorPermit: true }],
])

function rulesOf(env: Record<string, string>): PolicyRules {
  const resolved = resolveSettings({ flags: new Map(), env, files: [], home: '/', cwd: '/' })
  return readPolicyRules(resolved.values, resolved.sources, chainTarget(resolved.values)?.network ?? null)
}

function verdicts(rules: PolicyRules) {
  return [1, 2, 3, 9].map((byte) => {
    const verdict = judgeCaller(hex(byte), table, rules)
    return verdict.allowed ? verdict.priority : verdict.reason
  })
}

describe('where real validators ask', () => {
  test.each(['finney', 'archive', 'wss://node.example'])(
    '%s asks for registration, permit and stake',
    (network) => {
      const rules = rulesOf({ IG_SUBTENSOR_NETWORK: network })
      expect(verdicts(rules)).toEqual([10_000, REFUSED.noPermit, REFUSED.lowStake, REFUSED.notRegistered])
    },
  )

  test('each part can be set', () => {
    const finney = { IG_SUBTENSOR_NETWORK: 'finney' }
    expect(verdicts(rulesOf({ ...finney, IG_BLACKLIST_FORCE_VALIDATOR_PERMIT: 'false' }))[1]).toBe(50_000)
    expect(verdicts(rulesOf({ ...finney, IG_BLACKLIST_MIN_STAKE: '9999.9' }))[2]).toBe(9_999.9)
    expect(verdicts(rulesOf({ ...finney, IG_BLACKLIST_ALLOW_NON_REGISTERED: '1' }))[3]).toBe(0)
  })
})

test('a node on this machine that follows the main network is guarded like it', () => {
  const { values, sources } = resolveSettings({
    flags: new Map(),
    env: { IG_SUBTENSOR_NETWORK: 'ws://127.0.0.1:9944' },
    files: [],
    home: '/',
    cwd: '/',
  })
  expect(verdicts(readPolicyRules(values, sources, 'finney'))).toEqual([
    10_000,
    REFUSED.noPermit,
    REFUSED.lowStake,
    REFUSED.notRegistered,
  ])
})

describe('where it is off', () => {
  test.each(['sandbox', 'test', 'local', 'ws://127.0.0.1:9944'])(
    '%s lets every verified key ask',
    (network) => {
      expect(verdicts(rulesOf({ IG_SUBTENSOR_NETWORK: network }))).toEqual([10_000, 50_000, 9_999.9, 0])
      const strangers = { IG_SUBTENSOR_NETWORK: network, IG_BLACKLIST_ALLOW_NON_REGISTERED: '1' }
      expect(rulesOf(strangers).on).toBe(false)
    },
  )

  test.each([
    [{ IG_BLACKLIST_MIN_STAKE: '10000' }, [10_000, 50_000, REFUSED.lowStake, REFUSED.notRegistered]],
    [
      { IG_BLACKLIST_FORCE_VALIDATOR_PERMIT: 'true' },
      [10_000, REFUSED.noPermit, REFUSED.lowStake, REFUSED.notRegistered],
    ],
    [
      { IG_BLACKLIST_DENY: encodeSs58(key(1)), IG_BLACKLIST_MIN_STAKE: '0' },
      [REFUSED.denied, 50_000, 9_999.9, REFUSED.notRegistered],
    ],
    [{ IG_BLACKLIST_ALLOW: encodeSs58(key(9)) }, [10_000, 50_000, REFUSED.lowStake, 0]],
  ])('%j turns it on', (env, expected) => {
    expect(
      verdicts(rulesOf({ IG_SUBTENSOR_NETWORK: 'local', ...(env as unknown as Record<string, string>) })),
    ).toEqual(expected)
  })
})

test('money is spent for permit and stake, on or off, or for anyone where strangers are allowed by name', () => {
  const payers = (env: Record<string, string>) =>
    [1, 2, 3, 9].filter((byte) => mayPay(hex(byte), table, rulesOf(env)))
  for (const network of ['finney', 'local', 'test']) {
    expect(payers({ IG_SUBTENSOR_NETWORK: network })).toEqual([1])
    expect(payers({ IG_SUBTENSOR_NETWORK: network, IG_BLACKLIST_ALLOW: encodeSs58(key(9)) })).toEqual([1])
  }
  expect(payers({ IG_BLACKLIST_ALLOW_NON_REGISTERED: '1' })).toEqual([1, 2, 3, 9])
})

describe('laws', () => {
  const anyRules = fc.record<PolicyRules>({
    on: fc.boolean(),
    requirePermit: fc.boolean(),
    minStakeRao: fc.bigInt({ min: 0n, max: 21_000_000n * TAO }),
    allowNonRegistered: fc.boolean(),
    allow: fc.uniqueArray(fc.nat(9)).map((bytes) => new Set(bytes.map(hex))),
    deny: fc.uniqueArray(fc.nat(9)).map((bytes) => new Set(bytes.map(hex))),
  })
  const anyTable = fc
    .array(
      fc.record({
        byte: fc.nat(9),
        stakeRao: fc.bigInt({ min: 0n, max: 21_000_000n * TAO }),
        validatorPermit: fc.boolean(),
      }),
    )
    .map((rows) => new Map(rows.map(({ byte, ...caller }) => [hex(byte), caller])))
  const anyKey = fc.nat(9).map(hex)

  test('nobody on the deny list is answered while the policy is on, nor paid for', () => {
    fc.assert(
      fc.property(anyRules, anyTable, anyKey, (rules, callers, caller) => {
        fc.pre(rules.deny.has(caller))
        expect(judgeCaller(caller, callers, rules).allowed).toBe(!rules.on)
        expect(mayPay(caller, callers, rules)).toBe(false)
      }),
    )
  })

  test('more stake never turns a yes into a no, nor lowers the priority', () => {
    fc.assert(
      fc.property(
        anyRules,
        anyTable,
        anyKey,
        fc.bigInt({ min: 0n, max: TAO }),
        (rules, callers, caller, more) => {
          const before = judgeCaller(caller, callers, rules)
          const known = callers.get(caller)
          if (!known || !before.allowed) return
          const richer = new Map(callers).set(caller, { ...known, stakeRao: known.stakeRao + more })
          const after = judgeCaller(caller, richer, rules)
          expect(after).toMatchObject({ allowed: true })
          expect(after.allowed && after.priority).toBeGreaterThanOrEqual(before.priority)
        },
      ),
    )
  })

  test('a key that is paid for holds permit and stake, unless strangers are allowed', () => {
    fc.assert(
      fc.property(anyRules, anyTable, anyKey, (rules, callers, caller) => {
        if (rules.allowNonRegistered || !mayPay(caller, callers, rules)) return
        expect(callers.get(caller)).toMatchObject({ validatorPermit: true })
        expect(callers.get(caller)?.stakeRao).toBeGreaterThanOrEqual(rules.minStakeRao)
      }),
    )
  })
})
