# The man page and the completions of shells, made of the option table and installed beside folio.
include(GNUInstallDirs)
set(documents ${PROJECT_BINARY_DIR}/documents)
add_executable(option_documents ${PROJECT_SOURCE_DIR}/vm/generate/option_documents.c)
function(add_option_document kind file)
  get_filename_component(folder ${documents}/${file} DIRECTORY)
  add_custom_command(
    OUTPUT ${documents}/${file}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
    COMMAND sh -c "\"$<TARGET_FILE:option_documents>\" ${kind} ${PROJECT_VERSION} >\"${documents}/${file}\""
    DEPENDS option_documents VERBATIM)
  set_property(GLOBAL APPEND PROPERTY option_document_files ${documents}/${file})
endfunction()
add_option_document(man folio.1)
add_option_document(bash bash/folio)
add_option_document(zsh zsh/_folio)
add_option_document(fish fish/folio.fish)
get_property(document_files GLOBAL PROPERTY option_document_files)
add_custom_target(documents ALL DEPENDS ${document_files})
install(TARGETS folio)
install(FILES ${documents}/folio.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${documents}/bash/folio DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${documents}/zsh/_folio DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${documents}/fish/folio.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
