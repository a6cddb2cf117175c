// What the test runner's JSON report says, for the end of a long log: each failure with its first lines, then
// `N passed, N failed`. Fails unless every test passed: node scripts/print-test-results.mjs REPORT
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

const MESSAGE_LINES = 12

const { passed, failures } = readReport(process.argv[2])
for (const { name, message } of failures) {
  console.log(`FAILED ${name}\n${message.split('\n').slice(0, MESSAGE_LINES).join('\n')}\n`)
}
console.log(`${passed} passed, ${failures.length} failed`)
process.exitCode = passed > 0 && failures.length === 0 ? 0 : 1

/** A report that is not there or damaged is a failure, as is a file that could not be loaded. */
function readReport(path) {
  try {
    const { numPassedTests, testResults } = JSON.parse(readFileSync(path, 'utf8'))
    const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
      const file = relative(process.cwd(), name)
      const failed = assertionResults.filter((result) => result.status === 'failed')
      if (status === 'failed' && failed.length === 0) return [{ name: file, message }]
      return failed.map(({ fullName, failureMessages }) => ({
        name: `${file}: ${fullName}`,
        message: failureMessages.join('\n'),
      }))
    })
    return { passed: numPassedTests, failures }
  } catch (error) {
    return { passed: 0, failures: [{ name: 'the report of the tests', message: String(error) }] }
  }
}
