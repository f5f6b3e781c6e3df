/** The reviewer's queue: its views, each an address of its own, and where the next page of one starts. */

export const QUEUE_VIEWS = ['turn', 'mine', 'unclaimed', 'waiting', 'decided'] as const
export type QueueView = (typeof QUEUE_VIEWS)[number]

export const QUEUE_TITLES: Record<QueueView, string> = {
  turn: 'Our turn',
  mine: 'Mine',
  unclaimed: 'Unclaimed',
  waiting: 'Waiting for developer',
  decided: 'Decided',
}

export const QUEUE_PAGE = 25

/** Counts beside a view stop here; beyond it the screen says "99+". */
export const QUEUE_COUNT_MAX = 99

/** @returns the view an address names, else the first one */
export function parseQueueView(text: string | undefined): QueueView {
  return QUEUE_VIEWS.find((view) => view === text) ?? 'turn'
}

export const countText = (count: number): string => (count > QUEUE_COUNT_MAX ? `${QUEUE_COUNT_MAX}+` : String(count))

/** The last row of a page: its place in the order, and its id. */
export type QueueCursor = { at: Date | null; id: string }

const CURSOR = /^(\d{1,14}|-)_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

export const cursorText = ({ at, id }: QueueCursor): string => `${at ? at.getTime() : '-'}_${id}`

/** @returns null for none and for anything that is no cursor: the list then starts from the top */
export function parseCursor(text: string | undefined): QueueCursor | null {
  const [, at, id] = CURSOR.exec(text ?? '') ?? []
  if (at === undefined || id === undefined) return null
  const date = at === '-' ? null : new Date(Number(at))
  return date && Number.isNaN(date.getTime()) ? null : { at: date, id }
}
