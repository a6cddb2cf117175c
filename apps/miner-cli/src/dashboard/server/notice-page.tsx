import { Empty, PageHead } from '../ui/panel.tsx'

/** What is shown instead of a page that cannot be. */
export const NoticePage = ({ title, text, hint }: { title: string; text: string; hint?: string }) => (
  <>
    <PageHead title={title} />
    <Empty title={text}>{hint}</Empty>
  </>
)
