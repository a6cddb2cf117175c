import type { Readable } from 'node:stream'
import { IgError } from '@ig/errors'
import type { Terminal } from '../output/terminal.ts'
import { askOnTerminal, type DrawQuestion } from './ask-on-terminal.ts'
import { type RunInterruptibly, runWithSpinner } from './spinner.ts'

/** What every question says. */
interface Question {
  readonly message: string
  /** What to give instead where nobody can be asked: a flag, or the environment variable of a secret. */
  readonly flag: string
}

/** Asks for a line of text. */
export interface TextQuestion extends Question {
  /** Taken for an empty line. */
  readonly initial?: string
  /** What is wrong with the answer, in a sentence; undefined where nothing is. */
  readonly validate?: (answer: string) => string | undefined
}

/** Asks for a secret, which is not shown. */
export interface PasswordQuestion extends Question {
  /** Asks twice until both are the same, as for a new password. */
  readonly repeat?: boolean
  /** Lets an empty line stand for none. */
  readonly optional?: boolean
  readonly validate?: (answer: string) => string | undefined
}

/** Asks for yes or no. */
export interface ConfirmQuestion extends Question {
  /** Taken for an empty line; no unless given. */
  readonly initial?: boolean
}

/** Asks for one of a few. */
export interface SelectQuestion extends Question {
  readonly options: readonly { readonly value: string; readonly label?: string; readonly hint?: string }[]
  readonly initial?: string
}

/**
 * Asks people, on stderr. Where there is no terminal every question throws `E_PROMPT`, which names the flag;
 * Ctrl+C, Escape and the end of the input throw `E_INTERRUPTED` (exit 130).
 */
export interface Prompter {
  /** True where stdin and stderr are a terminal. */
  readonly interactive: boolean
  text(question: TextQuestion): Promise<string>
  password(question: PasswordQuestion): Promise<string>
  confirm(question: ConfirmQuestion): Promise<boolean>
  /** Resolves when the expected text has been typed. */
  typed(question: Question & { readonly expect: string }): Promise<void>
  select(question: SelectQuestion): Promise<string>
  /** Any of a few, or none. */
  several(question: Omit<SelectQuestion, 'initial'>): Promise<readonly string[]>
  /**
   * Runs something long under a spinner, which only a terminal shows. Ctrl+C aborts the signal that `run` is
   * given and throws `E_INTERRUPTED` at once.
   */
  withSpinner<T>(text: string, run: RunInterruptibly<T>): Promise<T>
}

/** What `createPrompter` takes. */
export interface PrompterOptions {
  readonly terminal: Terminal
  readonly stdin: Readable & { readonly isTTY?: boolean }
}

/** A prompter that asks on the terminal, with @clack/prompts, which is loaded with the first question. */
export function createPrompter({ terminal, stdin }: PrompterOptions): Prompter {
  const interactive = stdin.isTTY === true && terminal.stderr.isTerminal === true
  const ask = async <T>(question: Question, draw: DrawQuestion<T>): Promise<T> => {
    if (!interactive) throw nobodyToAsk(question)
    return askOnTerminal(question.message, draw, { terminal, stdin })
  }
  const text: Prompter['text'] = (question) =>
    ask(question, (clack, streams) =>
      clack.text({
        ...streams,
        message: question.message,
        ...(question.initial && { placeholder: question.initial, defaultValue: question.initial }),
        validate: (answer) => checkedAnswer(question.validate, answer || question.initial),
      }),
    )
  const secret = (question: PasswordQuestion, message: string) =>
    ask(question, (clack, streams) =>
      clack.password({
        ...streams,
        message,
        clearOnError: true,
        validate: (answer) =>
          question.optional && !answer ? undefined : checkedAnswer(question.validate, answer),
      }),
    )
  return {
    interactive,
    text,
    password: async (question) => {
      for (;;) {
        const first = await secret(question, question.message)
        if (!question.repeat) return first
        if (first === (await secret({ ...question, validate: () => undefined }, 'Once more'))) return first
        terminal.stderr.write('The two differ: please type both again.\n')
      }
    },
    confirm: (question) =>
      ask(question, (clack, streams) =>
        clack.confirm({ ...streams, message: question.message, initialValue: question.initial ?? false }),
      ),
    typed: async ({ expect, ...question }) => {
      const validate = (answer: string) =>
        answer.trim() === expect ? undefined : `Type ${expect}, or Ctrl+C.`
      await text({ ...question, validate })
    },
    select: (question) =>
      ask(question, (clack, streams) =>
        clack.select<string>({
          ...streams,
          message: question.message,
          options: question.options.map((option) => ({ ...option })),
          ...(question.initial !== undefined && { initialValue: question.initial }),
        }),
      ),
    several: (question) =>
      ask(question, (clack, streams) =>
        clack.multiselect<string>({
          ...streams,
          message: question.message,
          options: question.options.map((option) => ({ ...option })),
          required: false,
        }),
      ),
    withSpinner: (label, run) => runWithSpinner(label, run, interactive ? terminal.stderr : null),
  }
}

function checkedAnswer(validate: TextQuestion['validate'], answer: string | undefined): string | undefined {
  return answer ? validate?.(answer) : 'Something has to be typed, or Ctrl+C.'
}

function nobodyToAsk({ message, flag }: Question): IgError {
  return new IgError({
    code: 'E_PROMPT',
    message: 'There is nobody to ask: this is no terminal.',
    values: { question: message },
    hint: `Give ${flag}.`,
  })
}
