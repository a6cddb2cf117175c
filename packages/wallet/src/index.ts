export { deriveNaclKey } from './argon2.ts'
export type { ChangePasswordOptions, KeyOfWallet } from './change-password.ts'
export { changePassword } from './change-password.ts'
export type {
  CreateColdkeyOptions,
  CreatedKey,
  CreateEncryptedHotkeyOptions,
  CreateHotkeyOptions,
} from './create-key.ts'
export { createColdkey, createEncryptedHotkey, createHotkey } from './create-key.ts'
export type { Environment } from './environment-password.ts'
export {
  decodeEnvironmentPassword,
  encodeEnvironmentPassword,
  environmentPassword,
  passwordVariable,
} from './environment-password.ts'
export { findHotkey } from './find-hotkey.ts'
export { readKeyJson } from './key-json.ts'
export type { KeySource } from './key-secret.ts'
export { parseKeyfile } from './keyfile.ts'
export type { Encryption } from './keyfile-encryption.ts'
export { encryptionOf } from './keyfile-encryption.ts'
export { keyringPair } from './keyring-pair.ts'
export type { KeyEntry, WalletEntry } from './list-wallets.ts'
export { listWallets } from './list-wallets.ts'
export type { DeriveKey } from './nacl-file.ts'
export type { PublicKeyFile } from './public-key.ts'
export { createColdkeyPublic, readColdkeyPublic, readHotkeyPublic } from './public-key.ts'
export { readHotkey } from './read-hotkey.ts'
export { signMessage, verifyMessage } from './sign-message.ts'
export type { CipherOptions, UnlockedKey, UnlockOptions } from './unlock.ts'
export { unlockColdkey, unlockHotkey } from './unlock.ts'
export type { HotkeyLocation, KeyPaths, WalletLocation } from './wallet-files.ts'
export { coldkeyPaths, hotkeyPaths } from './wallet-files.ts'
