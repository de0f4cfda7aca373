-- Golden sets are kept in the form of their files (docs/golden-set.md), which is younger than the first sets.
UPDATE golden_set SET document = jsonb_build_object(
    'format', 'assay-golden-set/1',
    'id', document->'id',
    'model', document->'boardModel',
    'layer', document->'layer',
    'firmwareVersion', document->'firmwareVersion',
    'finalValues', document->'finalValues',
    'events', coalesce(
        (SELECT jsonb_agg(
            jsonb_build_object(
                'pcr', event->'pcr',
                'type', '0x' || upper(lpad(to_hex((event->>'type')::bigint), 8, '0')),
                'label', event->'label',
                'optional', event->'optional')
            || CASE
                WHEN event ? 'exactly' THEN
                    jsonb_build_object('rule', 'exactly', 'digests', jsonb_build_array(event->'exactly'))
                WHEN event ? 'oneOf' THEN
                    jsonb_build_object('rule', 'oneOf', 'digests', event->'oneOf')
                ELSE
                    jsonb_build_object('rule', 'perMachine') || (event->'perMachine')
                END
            ORDER BY position)
        FROM jsonb_array_elements(document->'events') WITH ORDINALITY AS events (event, position)),
        '[]'))
WHERE document->>'format' = '1';
