const CHECK_MS = 10
const QUIET_CHECKS = 3
const MOST_CHECKS = 100

/**
 * Calls back once `count` has stood still for three checks of 10 ms, or after a second. A check begins when the one
 * before has ended, so a busy process makes it wait, and not hurry.
 */
export function whenQuiet(count: () => number, then: () => void): void {
  let last = count()
  let quietChecks = 0
  let checks = 0
  const check = () => {
    checks += 1
    quietChecks = count() === last ? quietChecks + 1 : 0
    last = count()
    if (quietChecks >= QUIET_CHECKS || checks >= MOST_CHECKS) then()
    else setTimeout(check, CHECK_MS)
  }
  setTimeout(check, CHECK_MS)
}
