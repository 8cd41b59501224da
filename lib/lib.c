int folio_placeholder_lib;
