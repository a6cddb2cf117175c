import { z } from 'zod'
import { defineSynapse } from './define-synapse.ts'

/** The plain `Synapse`, which every axon answers: a ping. */
export const PingSynapse = defineSynapse({ name: 'Synapse', fields: z.object({}) })
