/** What no newspaper writes, and what is written for the model that reads it. Each is linear: no open-ended repeats. */
const PATTERNS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}\b(?:instructions?|prompts?|guidelines|directives|system message)\b/i,
  /\b(?:new|updated|real|actual|following|these) (?:system )?(?:instructions?|directives?) ?(?:for|to) (?:the |all |any )?(?:ai|llm|model|assistant|forecaster|language model)/i,
  /\b(?:note|message|notice|attention|instructions?|important)[ :,-]{1,3}(?:to |for )?(?:the |all |any )?(?:ai|llm|language model|ai model|ai assistant|chatbot|forecaster|forecasting model)s?\b/i,
  /\byou are (?:now )?(?:an? |the )?(?:ai|llm|language model|assistant|chatbot|forecaster|forecasting|dan\b|jailbroken)/i,
  /\bas an? (?:ai|large|language) (?:language )?(?:model|assistant)\b[^.!?\n]{0,30}\byou\b/i,
  /\b(?:your|the|hidden) (?:system|developer) (?:prompt|message)\b/i,
  /<\|[a-z_]{2,24}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:system|assistant|user|human|instructions?|prompt|articles?|documents?|evidence|untrusted[a-z_-]{0,20})(?: [^<>]{0,80})?>/i,
  /^#{0,4} ?(?:system|assistant|developer|instruction)s?(?: prompt| message| note)? ?:/im,
  /["'{]probability["']? ?[:=] ?["']?(?:\d{0,3}\.\d|\d{1,3}\b)/i,
  /\b(?:answer|respond|reply|output|return)(?: (?:only|with|exactly|just|always|that|the|a|an|is|of|probability|value|number|to|this|question)){0,6} ?[:=]? ?["']?(?:0?\.\d|[01]\.\d|\d{1,3} ?(?:%|percent\b))/i,
  /\b(?:set|make|assign|give|put|output|report|use|return) (?:the |your |a |this |this question a )?(?:final )?(?:probability|forecast|prediction|answer)(?: (?:of|to|at|as)){1,2} ?["']?(?:\d{0,3}\.\d|\d{1,3}\b|yes\b|no\b|certain)/i,
  /\b(?:reveal|print|send|leak|show|repeat|output|disclose|exfiltrate)\b[^.!?\n]{0,30}\b(?:system prompt|api[ _-]?keys?|private keys?|seed phrase|mnemonic|environment variables?|your instructions)\b/i,
  /\b(?:answer|respond|reply)(?: (?:only|with|exactly|just|always)){1,3} ["']?yes\b/i,
  /\b(?:ais?|llms?|language models?|forecasting (?:models?|systems?|bots?|agents?)|chatbots?) (?:that (?:is|are) )?(?:reading|processing|summari[sz]ing|parsing|rating) (?:this|the|these)\b/i,
  /\bif you(?:'re|’re| are) an? (?:ai|llm|language model|large language model|assistant|bot)\b/i,
  /[A-Za-z0-9+/]{160}/,
]

/** Beyond it no reader of ours looks. */
const MAX_LENGTH = 100_000

const ENCODED = /[A-Za-z0-9+/]{40,159}={0,2}/g
const MAX_ENCODED = 50

/**
 * True where a text speaks to a language model: instructions, fake roles and delimiters, ready answers, requests for
 * secrets, long encoded blocks. A filter before the delimiters and schemas of whoever prompts a model, not instead
 * of them; it will miss some, and drop an article about prompt injection now and then.
 */
export function isHostileText(text: string): boolean {
  const plain = text.slice(0, MAX_LENGTH).normalize('NFKC')
  return speaksToModels(plain) || (plain.match(ENCODED) ?? []).slice(0, MAX_ENCODED).some(hidesOrders)
}

function speaksToModels(text: string): boolean {
  return PATTERNS.some((pattern) => pattern.test(text))
}

/** Orders in base64. */
function hidesOrders(encoded: string): boolean {
  return speaksToModels(Buffer.from(encoded, 'base64').toString('latin1'))
}
