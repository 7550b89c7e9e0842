-- A delivery is written once more, when it is settled. With room for that on its own page no index has to learn of it.
ALTER TABLE delivery SET (fillfactor = 50);
ALTER TABLE webhook_delivery SET (fillfactor = 50);
