-- Append-only tables refuse UPDATE and DELETE. The columns named as arguments hold names of people: they may be set to null, and nothing else may change with them.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before_row jsonb;
  after_row jsonb;
  name text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  before_row := to_jsonb(OLD);
  after_row := to_jsonb(NEW);
  FOREACH name IN ARRAY TG_ARGV LOOP
    IF after_row ->> name IS NOT NULL AND after_row -> name IS DISTINCT FROM before_row -> name THEN
      RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    before_row := before_row - name;
    after_row := after_row - name;
  END LOOP;
  IF cardinality(TG_ARGV) = 0 OR before_row IS DISTINCT FROM after_row THEN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['audit','review_event','attestation','label_rendering','attestation_notice','client_event','grant_event','mail_attempt','terms'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t);
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', t);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON acceptance FOR EACH ROW EXECUTE FUNCTION refuse_change('name', 'link_email');
--> statement-breakpoint
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON acceptance FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON document FOR EACH ROW EXECUTE FUNCTION refuse_change('people', 'signer_name');
--> statement-breakpoint
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON document FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
--> statement-breakpoint
INSERT INTO audit_head (chain, seq, digest) VALUES ('portal', 0, ''), ('member', 0, '');
