import { count } from './format.ts'

/** Links to the pages of a long list, the first being 1; `href` gives the address of a page. */
export const Pager = ({
  page,
  pageSize,
  total,
  href,
}: {
  page: number
  pageSize: number
  total: number
  href: (page: number) => string
}) => {
  const last = Math.max(1, Math.ceil(total / pageSize))
  const from = total === 0 ? 0 : (page - 1) * pageSize + 1
  return (
    <nav class="pager" aria-label="Pages of the list">
      <span class="note">
        {count(from)}–{count(Math.min(total, page * pageSize))} of {count(total)}
      </span>
      <PagerLink label="First" href={page > 1 ? href(1) : null} />
      <PagerLink label="Previous" href={page > 1 ? href(page - 1) : null} />
      <span class="note">
        page {count(page)} of {count(last)}
      </span>
      <PagerLink label="Next" href={page < last ? href(page + 1) : null} />
      <PagerLink label="Last" href={page < last ? href(last) : null} />
    </nav>
  )
}

const PagerLink = ({ label, href }: { label: string; href: string | null }) =>
  href === null ? (
    <span class="button" aria-disabled="true">
      {label}
    </span>
  ) : (
    <a class="button" href={href}>
      {label}
    </a>
  )
