import { createBudget, createForecaster } from '@ig/forecaster'

const question = process.argv[2] ?? 'Will a crewed spacecraft land on the Moon before 2029?'
const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model } = process.env

const budget = createBudget({ capUsd: 0.25 })
const forecaster = createForecaster({
  model: apiKey || baseUrl ? { apiKey, baseUrl, model } : undefined,
  // Replace this by a venue's price of the question, where there is one.
  market: { price: async () => null },
  reserve: budget.reserve,
  deadlineMs: 45_000,
  onWarning: (warning) => console.error(warning.message),
})

const forecast = await forecaster.invoke({ question })

console.log(`${forecast.question}\n`)
console.log(`probability ${forecast.probability.toFixed(3)}, from the ${forecast.basis}`)
console.log(`samples     ${forecast.samples.map((sample) => sample.probability).join(', ') || 'none'}`)
console.log(`cost        ${budget.spentUsd().toFixed(4)} USD of ${budget.capUsd}\n`)
console.log(forecast.reasoning)
