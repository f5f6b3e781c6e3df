/** A dense table with a caption; on a narrow screen each row becomes a small card. Of very many rows, the later ones can fold away. */
import type { ReactNode } from 'react'

export type Column<Row> = {
  id: string
  heading: string
  cell: (row: Row) => ReactNode
  /** The cell that names the row. */
  rowHeader?: boolean
  numeric?: boolean
}

export type DataTableProps<Row> = {
  caption: ReactNode
  /** Keeps the caption for screen readers only, when a heading above says the same. */
  captionHidden?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => string
  /** Said instead of the table when there are no rows. */
  empty: ReactNode
  /** How many rows stand open; all of them unless told. */
  open?: number
}

export function DataTable<Row>({ rows, empty, open = rows.length, ...table }: DataTableProps<Row>) {
  if (rows.length === 0) return <p className="candor-empty">{empty}</p>
  // A fold of one or two rows hides more than it saves.
  const end = rows.length > open + 2 ? open : rows.length
  return (
    <>
      <Table {...table} rows={rows.slice(0, end)} />
      {end < rows.length && (
        <details className="candor-table-more">
          <summary>{(rows.length - end).toLocaleString('en-US')} more</summary>
          <Table {...table} caption={<>{table.caption}, continued</>} captionHidden rows={rows.slice(end)} />
        </details>
      )}
    </>
  )
}

function Table<Row>({ caption, captionHidden, columns, rows, rowId }: Omit<DataTableProps<Row>, 'empty' | 'open'>) {
  // The roles are written out because a table drawn as blocks loses them in some browsers.
  return (
    <table className="ds-c-table ds-c-table--borderless candor-table" role="table">
      <caption className={captionHidden ? 'ds-u-visibility--screen-reader' : 'ds-c-table__caption'}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th
              key={column.id}
              role="columnheader"
              scope="col"
              className={column.numeric ? 'candor-numeric' : undefined}
            >
              {column.heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowId(row)} role="row">
            {columns.map((column) => (
              <Cell key={column.id} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const className = column.numeric ? 'candor-numeric' : undefined
  if (column.rowHeader) {
    return (
      <th role="rowheader" scope="row" data-title={column.heading} className={className}>
        {column.cell(row)}
      </th>
    )
  }
  return (
    <td role="cell" data-title={column.heading} className={className}>
      <div>{column.cell(row)}</div>
    </td>
  )
}
