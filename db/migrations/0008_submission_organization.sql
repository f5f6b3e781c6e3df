ALTER TABLE "submission" ADD COLUMN "organization_id" uuid;--> statement-breakpoint
-- Whose app it was: the company before the first change of owner that was approved later, else the one of today.
UPDATE "submission" s SET "organization_id" = coalesce((
	SELECT (c."before" ->> 'organizationId')::uuid FROM "client_change" c
	JOIN "client" k ON k."id" = c."client_id"
	JOIN "client_change_event" e ON e."change_id" = c."id" AND e."kind" = 'approved'
	WHERE c."kind" = 'owner' AND k."app_id" = s."app_id" AND e."at" > s."created_at"
	ORDER BY e."at" LIMIT 1
), (SELECT a."organization_id" FROM "app" a WHERE a."id" = s."app_id"));--> statement-breakpoint
ALTER TABLE "submission" ALTER COLUMN "organization_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "submission" ADD CONSTRAINT "submission_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "submission_organization" ON "submission" USING btree ("organization_id");
