CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email_address` text NOT NULL,
	`password_hash` blob NOT NULL,
	`password_hash_algorithm_id` text NOT NULL,
	`password_salt` blob NOT NULL,
	`disabled` integer DEFAULT false NOT NULL,
	`display_name` text DEFAULT '' NOT NULL,
	`email_address_counter` integer DEFAULT 0 NOT NULL,
	`password_hash_counter` integer DEFAULT 0 NOT NULL,
	`disabled_counter` integer DEFAULT 0 NOT NULL,
	`sessions_counter` integer DEFAULT 0 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email_address_unique` ON `users` (`email_address`);
