import type { StateView } from './state-view.ts'

export interface Account {
  readonly nonce: number
  readonly consumers: number
  readonly providers: number
  readonly sufficients: number
  readonly data: {
    readonly free: bigint
    readonly reserved: bigint
    readonly frozen: bigint
    readonly flags: bigint
  }
}

interface AccountCodec {
  readonly nonce: { toNumber(): number }
  readonly consumers: { toNumber(): number }
  readonly providers: { toNumber(): number }
  readonly sufficients: { toNumber(): number }
  readonly data: Readonly<Record<keyof Account['data'], { toString(): string }>>
}

export function readAccount(view: StateView, ss58: string): Account {
  const account = view.read('System.Account', ss58) as unknown as AccountCodec
  const { data } = account
  return {
    nonce: account.nonce.toNumber(),
    consumers: account.consumers.toNumber(),
    providers: account.providers.toNumber(),
    sufficients: account.sufficients.toNumber(),
    data: {
      free: BigInt(data.free.toString()),
      reserved: BigInt(data.reserved.toString()),
      frozen: BigInt(data.frozen.toString()),
      flags: BigInt(data.flags.toString()),
    },
  }
}

export const freeRao = (view: StateView, ss58: string): bigint => readAccount(view, ss58).data.free

export const existentialDepositRao = (view: StateView): bigint =>
  BigInt(view.runtime.constant('Balances.ExistentialDeposit').toString())

/** Sets what is free; an account below the existential deposit is gone, and what it held with it. */
export function setFreeRao(view: StateView, ss58: string, rao: bigint): void {
  const account = readAccount(view, ss58)
  if (rao < existentialDepositRao(view)) {
    view.remove('System.Account', ss58)
    return
  }
  view.put('System.Account', [ss58], { ...account, providers: 1, data: { ...account.data, free: rao } })
}

export function countNonce(view: StateView, ss58: string): void {
  const account = readAccount(view, ss58)
  view.put('System.Account', [ss58], { ...account, nonce: account.nonce + 1 })
}
