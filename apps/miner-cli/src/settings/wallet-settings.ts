import { z } from 'zod'
import { defineSetting } from './setting.ts'

const secret = z.string().min(1).nullable()

/** Secrets that `wallet` commands take instead of asking for them. */
export const walletSettings = [
  defineSetting({
    name: 'wallet.coldkey_password',
    kind: 'text',
    schema: secret,
    default: null,
    accepts: 'a password',
    doc: 'The password of a coldkey, new or not; the variable `BT_PW_...` that btcli uses for the file goes before it.',
    aliases: ['password', 'coldkey-password'],
    secret: true,
  }),
  defineSetting({
    name: 'wallet.new_password',
    kind: 'text',
    schema: secret,
    default: null,
    accepts: 'a password',
    doc: 'What `wallet change-password` sets.',
    aliases: ['new-password'],
    secret: true,
  }),
  defineSetting({
    name: 'wallet.mnemonic',
    kind: 'text',
    schema: secret,
    default: null,
    accepts: 'a mnemonic, a seed or a secret URI',
    doc: 'What `wallet regen` makes a key from: a mnemonic, a seed (`0x` and 64 hex digits) or a secret URI.',
    aliases: ['mnemonic', 'seed', 'private-key'],
    secret: true,
  }),
  defineSetting({
    name: 'wallet.json_password',
    kind: 'text',
    schema: secret,
    default: null,
    accepts: 'a password',
    doc: 'The password of the JSON file that `wallet import` reads.',
    aliases: ['json-password'],
    secret: true,
  }),
] as const
