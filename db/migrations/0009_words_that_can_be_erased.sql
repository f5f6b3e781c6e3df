ALTER TABLE "client_change" ADD COLUMN "offered_to" text;--> statement-breakpoint
ALTER TABLE "client_change" ADD COLUMN "reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "client_change_offered" ON "client_change" USING btree ("offered_to") WHERE offered_to is not null;--> statement-breakpoint
-- As before, with texts and objects, too: what names people in the columns named as arguments may be emptied, and nothing else may change.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
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
  FOREACH name IN ARRAY coalesce(TG_ARGV, '{}') LOOP
    IF after_row -> name NOT IN ('null', '""', '{}') AND after_row -> name IS DISTINCT FROM before_row -> name THEN
      RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    before_row := before_row - name;
    after_row := after_row - name;
  END LOOP;
  IF TG_NARGS = 0 OR before_row IS DISTINCT FROM after_row THEN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- The address and the reason leave what can never change. The trigger is off only while they move.
DROP TRIGGER append_only ON client_change;
--> statement-breakpoint
UPDATE "client_change" SET "offered_to" = "proposed" ->> 'email', "reason" = coalesce("proposed" ->> 'reason', ''),
  "proposed" = "proposed" - 'email' - 'reason';
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON client_change FOR EACH ROW EXECUTE FUNCTION refuse_change('offered_to', 'reason');
--> statement-breakpoint
-- What a reporter wrote about members stands with the other words of the report, not among the facts of the case.
DROP TRIGGER append_only ON episode;
--> statement-breakpoint
DROP TRIGGER append_only ON episode_event;
--> statement-breakpoint
UPDATE "episode_event" v SET "internal_text" = v."internal_text" || E'\n\nMembers affected: ' || (e."evidence" ->> 'membersAffected')
  FROM "episode" e WHERE e."id" = v."episode_id" AND v."kind" = 'opened' AND v."actor_kind" = 'developer' AND e."evidence" ? 'membersAffected';
--> statement-breakpoint
UPDATE "episode_event" SET "internal_text" = "internal_text" || E'\n\nMembers affected: ' || ("data" ->> 'membersAffected'),
  "data" = "data" - 'membersAffected' WHERE "data" ? 'membersAffected';
--> statement-breakpoint
UPDATE "episode" SET "evidence" = "evidence" - 'membersAffected' WHERE "evidence" ? 'membersAffected';
--> statement-breakpoint
UPDATE "mail" SET "props" = "props" - 'members' WHERE "kind" = 'incident_reported';
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON episode FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON episode_event FOR EACH ROW WHEN (OLD.kind <> 'answer' AND OLD.actor_kind <> 'developer') EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only_but_words BEFORE UPDATE OR DELETE ON episode_event FOR EACH ROW WHEN (OLD.kind = 'answer' OR OLD.actor_kind = 'developer') EXECUTE FUNCTION refuse_change('public_text', 'internal_text', 'data');
--> statement-breakpoint
-- What the developer wrote and letters to it can be emptied; decisions, their reasons and notes of staff cannot.
DROP TRIGGER append_only ON review_event;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON review_event FOR EACH ROW WHEN (OLD.actor_kind <> 'developer' AND OLD.kind NOT IN ('message', 'changes_requested')) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only_but_words BEFORE UPDATE OR DELETE ON review_event FOR EACH ROW WHEN (OLD.actor_kind = 'developer' OR OLD.kind IN ('message', 'changes_requested')) EXECUTE FUNCTION refuse_change('public_text');
--> statement-breakpoint
-- A mail server's answer names the address.
DROP TRIGGER append_only ON mail_attempt;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mail_attempt FOR EACH ROW EXECUTE FUNCTION refuse_change('detail');
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON incident_report FOR EACH ROW EXECUTE FUNCTION refuse_change('description', 'members_affected');
--> statement-breakpoint
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON incident_report FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
