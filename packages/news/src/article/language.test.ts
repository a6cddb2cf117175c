import { expect, test } from 'vitest'
import { detectLanguage } from './language.ts'

test.each([
  [
    'en',
    'The central bank left its main rate where it was on Wednesday, as most economists had expected of it.',
  ],
  [
    'de',
    'Die Zentralbank hat den Leitzins nicht verändert, und das ist auch von den meisten Ökonomen erwartet worden.',
  ],
  [
    'fr',
    'La banque centrale a laissé le taux directeur inchangé, selon les prévisions des économistes et avec une majorité.',
  ],
  [
    'es',
    'El banco central mantuvo los tipos de interés por tercera vez, según lo previsto por la mayoría de las casas, y no está claro más.',
  ],
  [
    'it',
    'La banca centrale non ha cambiato il tasso, che è rimasto fermo per la terza volta, con il voto di tutti i membri del consiglio.',
  ],
  [
    'pt',
    'O banco central não mudou a taxa, com os votos de todos os membros, e foi uma decisão esperada pela maioria ao longo do ano.',
  ],
  [
    'nl',
    'De centrale bank heeft het tarief niet veranderd, en dat is ook door de meeste economen verwacht van het bestuur voor dit jaar.',
  ],
  ['ja', '日本銀行は政策金利を据え置いた。市場の予想どおりだった。'],
  ['zh', '中国人民银行维持利率不变，符合市场预期。'],
  ['ko', '중앙은행은 기준금리를 동결했다.'],
  ['ru', 'Центральный банк сохранил ключевую ставку.'],
  ['ar', 'أبقى البنك المركزي سعر الفائدة دون تغيير.'],
  [null, 'OK 12345'],
  [null, ''],
])('%s: %s', (language, text) => {
  expect(detectLanguage(text)).toBe(language)
})
