/** A request as it went over the wire, taken apart. */
export function parseRawRequest(rawBase64: string) {
  const raw = Buffer.from(rawBase64, 'base64')
  const end = raw.indexOf('\r\n\r\n')
  const [startLine = '', ...lines] = raw.subarray(0, end).toString('latin1').split('\r\n')
  const [method = '', path = ''] = startLine.split(' ')
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':')
    return [line.slice(0, at), line.slice(at + 1).trim()]
  })
  return { method, path, headers, body: new Uint8Array(raw.subarray(end + 4)) }
}
