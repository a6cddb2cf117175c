import { hash } from 'node:crypto'
import { IgError } from '@ig/errors'
import { pythonStr } from './python-str.ts'

/** The body hash of a synapse without hash fields: sha3-256 of nothing. */
export const EMPTY_BODY_HASH = 'a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a'

/**
 * The hash of a synapse's required hash fields, given as parsed by `parseJson` and in declared order: sha3-256 over
 * the concatenated hex sha3-256 of each value's Python `str()`. 64 hex digits.
 *
 * @throws IgError `E_PYTHON_STR` for what is no JSON value or has lone surrogates (Python cannot encode them).
 * @see bittensor 10.5.0, bittensor/core/synapse.py, body_hash
 */
export function bodyHash(values: readonly unknown[]): string {
  if (values.length === 0) return EMPTY_BODY_HASH
  return sha3Hex(values.map((value) => sha3Hex(pythonStr(value))).join(''))
}

function sha3Hex(text: string): string {
  if (!text.isWellFormed()) {
    throw new IgError({
      code: 'E_PYTHON_STR',
      message: 'Text with lone surrogates has no UTF-8 form to hash.',
    })
  }
  return hash('sha3-256', text)
}
