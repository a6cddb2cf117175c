import { type CheckResult, fail, ok } from './check-result.ts'

/** `engines` of package.json. */
const LEAST = [22, 18] as const

/** Whether this Node runs the miner; `version` as `process.version` has it. */
export function checkNode(version: string): CheckResult {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  const isEnough = major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])
  return isEnough
    ? ok('node', version)
    : fail('node', `${version}, older than ${LEAST.join('.')}`, 'Install a newer Node: `nvm install --lts`')
}
