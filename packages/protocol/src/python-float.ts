/**
 * Python's `repr` of a float: the shortest digits that read back, in scientific notation below 1e-4 and from 1e16 on.
 *
 * @example pythonFloat(1e-7) // '1e-07'
 */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const [mantissa = '', exponentText = '0'] = Math.abs(value).toExponential().split('e')
  const digits = mantissa.replace('.', '')
  const exponent = Number(exponentText)
  const sign = value < 0 ? '-' : ''
  if (exponent < -4 || exponent >= 16) {
    const power = String(Math.abs(exponent)).padStart(2, '0')
    return `${sign}${mantissa}e${exponent < 0 ? '-' : '+'}${power}`
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`
}

/** Python's `str` of the number with this JSON text: an int keeps its digits, a float is printed as Python does. */
export function pythonNumber(jsonText: string): string {
  if (/^-?\d+$/.test(jsonText)) return jsonText === '-0' ? '0' : jsonText
  return pythonFloat(Number(jsonText))
}
