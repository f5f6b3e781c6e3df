/** Fields of an organization and of a contact, for the forms that make and change them. */
import { FormField, FormRadios, FormSelect } from '../../../components/ui/action-form.tsx'
import { CONTACT_WORDS } from '../../../lib/domain/contact.ts'
import { countryOptions } from '../../../lib/domain/country.ts'
import { type ContactKind, ORGANIZATION_KINDS } from '../../../lib/domain/organization.ts'

type Identity = { legalName: string; dba: string; kind: string; address: string; country: string; website: string }

export function IdentityFields({ value }: { value?: Identity }) {
  const kinds = ORGANIZATION_KINDS.map(({ code, label }) => ({ value: code, label }))
  const countries = countryOptions().map(({ code, label }) => ({ value: code, label }))
  return (
    <>
      <FormField
        name="legalName"
        label="Legal name"
        hint="As it is registered. Members read it beside the name of the app."
        value={value?.legalName}
        autoComplete="organization"
      />
      <FormField
        name="dba"
        label="Trade name"
        hint="If you do business under another name."
        optional
        value={value?.dba}
      />
      <FormRadios name="kind" legend="Kind of organization" options={kinds} value={value?.kind} />
      <FormField
        name="address"
        label="Postal address"
        multiline
        rows={3}
        value={value?.address}
        autoComplete="street-address"
      />
      <FormSelect name="country" label="Country" options={countries} value={value?.country ?? 'US'} />
      <FormField
        name="website"
        label="Website"
        hint="Like https://www.company.com"
        type="url"
        inputMode="url"
        value={value?.website}
        autoComplete="url"
      />
    </>
  )
}

type ContactFieldsProps = {
  kind: ContactKind
  /** Stands before the names of the fields, for forms with several contacts. */
  prefix?: string
  value?: { name: string; email: string; phone: string }
}

export function ContactFields({ kind, prefix = '', value }: ContactFieldsProps) {
  const team = kind === 'security'
  return (
    <>
      <FormField
        name={`${prefix}name`}
        label={team ? 'Name of the person or team' : 'Full name'}
        value={value?.name}
        autoComplete="off"
      />
      <FormField name={`${prefix}email`} label="Work email" type="email" value={value?.email} autoComplete="off" />
      <FormField
        name={`${prefix}phone`}
        label="Phone"
        type="tel"
        inputMode="tel"
        value={value?.phone}
        autoComplete="off"
      />
    </>
  )
}

/** One of several contacts in a form, under a heading of its own. */
export function ContactGroup({ kind, value }: Omit<ContactFieldsProps, 'prefix'>) {
  const { title, hint } = CONTACT_WORDS[kind]
  return (
    <fieldset className="ds-c-fieldset">
      <legend className="candor-group-legend">
        <h2>{title}</h2>
      </legend>
      <p>{hint}</p>
      <ContactFields kind={kind} prefix={`contacts.${kind}.`} value={value} />
    </fieldset>
  )
}
