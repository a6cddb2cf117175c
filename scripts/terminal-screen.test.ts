import { expect, test } from 'vitest'
import { screenSvg, terminalScreen } from './terminal-screen.ts'

test('what is drawn over is gone, what scrolled away is not', () => {
  expect(terminalScreen('one\r\ntwo\r\n')).toEqual(['one', 'two'])
  expect(terminalScreen('spinning\r\u001b[2Kdone\r\n')).toEqual(['done'])
  expect(terminalScreen('a\r\nb\r\nc\u001b[2A\u001b[1G\u001b[Jnew')).toEqual(['new'])
  expect(terminalScreen('\u001b[?25l\u001b[32mgreen\u001b[39m\u001b[3D!')).toEqual(['gr!en'])
  expect(terminalScreen(`${'x\r\n'.repeat(100)}`)).toHaveLength(100)
})

test('a picture holds the text as text', () => {
  const svg = screenSvg(['$ init', '✓ <port> & "more"'], { title: 'A run' })
  expect(svg).toContain('&lt;port&gt; &amp; &quot;more&quot;')
  expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 \d+(\.\d+)? 68"/)
})
