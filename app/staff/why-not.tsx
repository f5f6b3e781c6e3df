/** Why an act is not possible now, in place of its form. */
export function WhyNot({ what, reasons }: { what: string; reasons: readonly string[] }) {
  return (
    <div>
      <p>{what}</p>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  )
}
