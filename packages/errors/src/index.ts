export type { IgErrorOptions } from './ig-error.ts'
export { IgError } from './ig-error.ts'
