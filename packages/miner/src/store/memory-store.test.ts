import { describeEventStore } from './event-store.contract.ts'
import { createMemoryStore } from './memory-store.ts'
import { describeSpendLedger } from './spend-ledger.contract.ts'

describeEventStore('the store in memory', createMemoryStore)
describeSpendLedger('the ledger of the store in memory', createMemoryStore)
