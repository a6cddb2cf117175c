import { describeEventStore } from './event-store.contract.ts'
import { createMemoryStore } from './memory-store.ts'

describeEventStore('the store in memory', createMemoryStore)
