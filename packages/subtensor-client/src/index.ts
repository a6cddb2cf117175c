export type {
  AxonRecord,
  Balance,
  BlockInfo,
  BlockRef,
  ChainEvent,
  ExtrinsicOutcome,
  Metagraph,
  MetagraphSource,
  Neuron,
  Stake,
  SubnetHyperparameters,
  SubnetSummary,
} from './chain-data.ts'
export type {
  ChainStatus,
  CommitmentOptions,
  DryRun,
  ReadOptions,
  RegisterOptions,
  RegisterOutcome,
  ServeAxonOptions,
  ServePrometheusOptions,
  StakeDryRun,
  StakeOptions,
  SubtensorClient,
  SubtensorClientOptions,
  TransferOptions,
  WriteOptions,
} from './client.ts'
export type {
  ChainProvider,
  ConnectionEvent,
  OpenProvider,
} from './connection/connection.ts'
export { createSubtensorClient } from './create-subtensor-client.ts'
export type { NetworkName } from './networks.ts'
