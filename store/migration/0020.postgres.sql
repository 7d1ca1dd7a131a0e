-- Long values lie apart from their rows here by themselves.
SELECT 1;
