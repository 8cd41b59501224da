int folio_placeholder_vm;
