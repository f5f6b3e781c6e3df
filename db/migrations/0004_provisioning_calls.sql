ALTER TABLE "provision_attempt" ADD COLUMN "call" text NOT NULL;--> statement-breakpoint
ALTER TABLE "provisioned_client" ADD COLUMN "sealed_secret" text;