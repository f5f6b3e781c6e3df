/** What changed between two texts, word by word, for reading: kept, removed and added runs in reading order. */

export type DiffRun = { kind: 'same' | 'removed' | 'added'; text: string }

/** Beyond this many comparisons the changed middle is shown as a whole, old then new: still true, never slow. */
const MAX_CELLS = 1_000_000

/** Words with the white space behind them, so that joining gives the text back. */
const wordsOf = (text: string): string[] => text.match(/^\s+|\S+\s*/gu) ?? []

/**
 * @returns runs whose `same` and `removed` texts join to `before`, whose `same` and `added` texts join to `after`;
 * neighbouring runs differ in kind
 */
export function wordDiff(before: string, after: string): DiffRun[] {
  const [old, now] = [wordsOf(before), wordsOf(after)]
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1
  let end = 0
  const room = Math.min(old.length, now.length) - start
  while (end < room && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1
  const runs: DiffRun[] = []
  add(runs, 'same', old.slice(0, start))
  middle(runs, old.slice(start, old.length - end), now.slice(start, now.length - end))
  add(runs, 'same', old.slice(old.length - end))
  return runs
}

function add(runs: DiffRun[], kind: DiffRun['kind'], words: readonly string[]): void {
  if (words.length === 0) return
  const last = runs.at(-1)
  if (last?.kind === kind) last.text += words.join('')
  else runs.push({ kind, text: words.join('') })
}

/** The changed middle, by the longest common subsequence. */
function middle(runs: DiffRun[], old: readonly string[], now: readonly string[]): void {
  if (old.length * now.length > MAX_CELLS) {
    add(runs, 'removed', old)
    add(runs, 'added', now)
    return
  }
  const width = now.length + 1
  const lengths = new Uint32Array((old.length + 1) * width)
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        old[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  let [row, column] = [0, 0]
  while (row < old.length || column < now.length) {
    if (row < old.length && column < now.length && old[row] === now[column]) {
      add(runs, 'same', old.slice(row, row + 1))
      row += 1
      column += 1
    } else if (column >= now.length || (row < old.length && at(row + 1, column) >= at(row, column + 1))) {
      add(runs, 'removed', old.slice(row, row + 1))
      row += 1
    } else {
      add(runs, 'added', now.slice(column, column + 1))
      column += 1
    }
  }
}
