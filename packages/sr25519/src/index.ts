export type { Keypair } from './keypair.ts'
export {
  keypairFromSecretKey,
  keypairFromSeed,
  secretKeyFromEd25519Form,
  secretKeyFromSeed,
} from './keypair.ts'
export type { MnemonicWords } from './mnemonic.ts'
export { generateMnemonic, keypairFromMnemonic, seedFromMnemonic } from './mnemonic.ts'
export { DEV_PHRASE, keypairFromUri, secretKeyFromUri } from './secret-uri.ts'
export { verify, verifyWrapped } from './verify.ts'
