//! The words themselves, both languages side by side. Portuguese follows Pororoca's terms.

macro_rules! texts {
    ($($key:ident: $en:literal, $pt:literal;)*) => {
        /// One field for each text; `{name}` marks a place that [`super::fill`] fills.
        pub struct Texts {
            $(
                #[doc = concat!("`", $en, "`")]
                pub $key: &'static str,
            )*
        }

        /// English.
        pub const EN: Texts = Texts { $($key: $en,)* };

        /// Brazilian Portuguese.
        pub const PT_BR: Texts = Texts { $($key: $pt,)* };

        impl Texts {
            /// Every text with its key, in the order of the table.
            pub fn entries(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($key), self.$key),)*]
            }
        }
    };
}

texts! {
    // Tree and commands
    collections: "Collections", "Coleções";
    search_collections: "Search collections", "Buscar nas coleções";
    new_collection: "New collection", "Nova coleção";
    new_folder: "New folder", "Nova pasta";
    new_websocket: "New WebSocket", "Novo WebSocket";
    new_client_message: "New client message", "Nova mensagem de cliente";
    import: "Import", "Importar";
    import_dots: "Import…", "Importar…";
    export_dots: "Export…", "Exportar…";
    rename: "Rename", "Renomear";
    delete: "Delete", "Excluir";
    undo: "Undo", "Desfazer";
    more_actions: "More actions", "Mais ações";
    actions_for: "Actions for {name}", "Ações de {name}";
    name: "Name", "Nome";
    unnamed: "Unnamed", "Sem nome";
    kept_request: "Kept for Pororoca, not edited here", "Guardado para o Pororoca, não editado aqui";
    kept_request_page: "This is an HTTP request. Macaréu keeps it untouched and writes it back when you export the collection.", "Esta é uma requisição HTTP. O Macaréu a guarda intacta e a escreve de volta quando você exporta a coleção.";
    deleted_item: "Deleted {name}", "{name} foi excluído";
    nested_too_deep: "Folders cannot be nested any deeper. Nothing was changed.", "As pastas não podem ser aninhadas mais fundo. Nada foi alterado.";
    item_gone: "This item was deleted in another tab. Nothing was changed.", "Este item foi excluído em outra aba. Nada foi alterado.";
    undone: "Undone", "Desfeito";
    nothing_found: "Nothing found for “{text}”", "Nada encontrado para “{text}”";
    hide_sidebar: "Hide sidebar", "Ocultar barra lateral";
    show_sidebar: "Show sidebar", "Mostrar barra lateral";
    no_collections: "No collections yet", "Nenhuma coleção ainda";
    no_collections_hint: "Make one, import a file, or drop a .json file anywhere in this window.", "Crie uma, importe um arquivo ou solte um arquivo .json em qualquer lugar desta janela.";

    // Variables and environments
    variables: "Variables", "Variáveis";
    environments: "Environments", "Ambientes";
    environment: "Environment", "Ambiente";
    new_environment: "New environment", "Novo ambiente";
    no_environment: "No environment", "Nenhum ambiente";
    set_current: "Set as current environment", "Definir como ambiente atual";
    is_current: "Current environment", "Ambiente atual";
    next_environment: "Next environment", "Próximo ambiente";
    previous_environment: "Previous environment", "Ambiente anterior";
    environments_empty: "No environments yet. Each gives variables other values: one for the test server, another for the real one.", "Nenhum ambiente ainda. Cada um dá outros valores às variáveis: um para o servidor de testes, outro para o real.";
    variables_hint: "Write {{Host}} wherever a value may change. The current environment's variables win over the collection's.", "Escreva {{Host}} onde um valor pode mudar. As variáveis do ambiente atual prevalecem sobre as da coleção.";
    variable_count_one: "{count} variable", "{count} variável";
    variable_count_other: "{count} variables", "{count} variáveis";
    environment_count_one: "{count} environment", "{count} ambiente";
    environment_count_other: "{count} environments", "{count} ambientes";
    value: "Value", "Valor";
    secret: "Secret", "Secreta";
    show_value: "Show value", "Mostrar valor";
    add_variable: "Add variable", "Adicionar variável";
    duplicate: "Duplicate", "Duplicar";
    copy_of: "{name} (copy)", "{name} (cópia)";
    variable_list: "Variables to choose from", "Variáveis para escolher";
    variable_predefined: "(predefined variable)", "(variável pré-definida)";
    variable_unknown: "(no matching variable)", "(variável não encontrada)";
    variable_cycle: "Variables lead in a circle: {names}. Change the value of one.", "Variáveis formam um círculo: {names}. Mude o valor de uma.";
    variable_deep: "Variables stand within one another four levels deep at most: {names}. Shorten the chain.", "Variáveis ficam umas dentro das outras em até quatro níveis: {names}. Encurte a cadeia.";
    variable_long: "The values add up to more than can be sent: {names}. Shorten them.", "Os valores somam mais do que se pode enviar: {names}. Encurte-os.";
    variables_as_written: "No matching variable, sent as written: {names}", "Variável não encontrada, enviada como está: {names}";
    show_secrets: "Show secret values", "Mostrar valores secretos";
    secret_bytes: "The bytes hold a secret value.", "Os bytes contêm um valor secreto.";
    new_each_time: "Predefined variables get new values each time; these are examples.", "Variáveis pré-definidas recebem novos valores a cada vez; estes são exemplos.";
    json_bad_resolved: "Not valid JSON once variables have their values. It can be sent all the same.", "Não é JSON válido depois que as variáveis recebem seus valores. Pode ser enviado assim mesmo.";

    // Header and settings
    language: "Language", "Idioma";
    theme: "Theme", "Tema";
    theme_system: "System", "Do sistema";
    theme_light: "Light", "Claro";
    theme_dark: "Dark", "Escuro";
    shortcuts: "Shortcuts", "Atalhos";
    all_shortcuts: "All shortcuts", "Todos os atalhos";
    close_dialog: "Close", "Fechar";
    dismiss: "Dismiss", "Dispensar";

    // Welcome
    welcome: "Welcome", "Boas-vindas";
    welcome_title: "A WebSocket client in this tab", "Um cliente WebSocket nesta aba";
    welcome_text: "Collections, messages and settings stay in this browser. Macaréu talks to the servers you name, and to no one else.", "Coleções, mensagens e configurações ficam neste navegador. O Macaréu fala com os servidores que você indicar e com mais ninguém.";
    start: "Start", "Começar";
    start_collection: "WebSockets and their messages, in folders", "WebSockets e suas mensagens, em pastas";
    start_import: "A collection exported here or by Pororoca", "Uma coleção exportada daqui ou pelo Pororoca";
    try_address: "Try an address", "Experimentar um endereço";
    start_address: "Type it above and press Enter; it is kept in a collection", "Digite acima e tecle Enter; fica guardado em uma coleção";
    welcome_url_placeholder: "wss://… an address to try", "wss://… um endereço para experimentar";
    keys: "Keys", "Teclas";
    panels: "Panels", "Painéis";
    next_panel: "Next panel", "Próximo painel";
    in_this_browser: "In this browser", "Neste navegador";
    can_wss: "wss:// to any host, ws:// to this machine", "wss:// para qualquer host, ws:// para esta máquina";
    can_wss_text: "The browser checks certificates. You can accept one in a tab.", "O navegador verifica os certificados. Você pode aceitar um em uma aba.";
    can_ws: "ws:// and wss:// to any host", "ws:// e wss:// para qualquer host";
    cannot_headers: "Custom headers, status codes", "Cabeçalhos próprios, códigos de status";
    cannot_headers_text: "A page cannot send or see them. Those in your files are kept.", "Uma página não pode enviá-los nem vê-los. Os dos seus arquivos são guardados.";
    cannot_ping: "Compression settings, ping frames", "Opções de compressão, quadros ping";
    cannot_ping_text: "The browser decides. Settings are kept for the files you export.", "O navegador decide. As opções são guardadas para os arquivos que você exportar.";

    // Collection and folder page
    item_count_one: "{count} item", "{count} item";
    item_count_other: "{count} items", "{count} itens";
    reload: "Reload the page", "Recarregar a página";
    crash_title: "Macaréu stopped working", "O Macaréu parou de funcionar";
    crash_text: "A fault in the app stopped it. Your collections are stored in this browser: download them to be safe, then reload the page.", "Uma falha no aplicativo o interrompeu. Suas coleções estão guardadas neste navegador: baixe-as por segurança e depois recarregue a página.";
    crash_download: "Download {name}", "Baixar {name}";
    crash_details: "Details for a bug report", "Detalhes para relatar a falha";
    collection_empty: "Nothing in it yet. Create a WebSocket to connect to a server.", "Ainda não há nada aqui. Crie um WebSocket para se conectar a um servidor.";
    contents: "Contents", "Conteúdo";

    // Connection
    url: "URL", "URL";
    url_placeholder: "wss://host/path", "wss://host/caminho";
    connect: "Connect", "Conectar";
    cancel: "Cancel", "Cancelar";
    disconnect: "Disconnect", "Desconectar";
    disconnected: "Disconnected", "Desconectado";
    connecting: "Connecting", "Conectando";
    connected: "Connected", "Conectado";
    closing: "Closing", "Encerrando";
    failed: "Failed", "Falhou";
    reconnecting: "Reconnecting", "Reconectando";
    connection: "Connection", "Conexão";
    options: "Options", "Opções";
    response: "Response", "Resposta";
    error: "Error", "Erro";
    parameters: "Parameters", "Parâmetros";
    add_parameter: "Add parameter", "Adicionar parâmetro";
    parameters_hint: "The URL and this table are one: editing either changes both.", "A URL e esta tabela são uma só: editar uma muda a outra.";
    headers: "Headers", "Cabeçalhos";
    header_column: "Header name", "Nome do cabeçalho";
    add_header: "Add header", "Adicionar cabeçalho";
    header_count_one: "{count} header", "{count} cabeçalho";
    header_count_other: "{count} headers", "{count} cabeçalhos";
    headers_unsent_one: "A browser sends no custom headers on a WebSocket. This row is kept for the files you export.", "Um navegador não envia cabeçalhos próprios em um WebSocket. Esta linha fica salva para os arquivos que você exportar.";
    headers_unsent_other: "A browser sends no custom headers on a WebSocket. These {count} rows are kept for the files you export.", "Um navegador não envia cabeçalhos próprios em um WebSocket. Estas {count} linhas ficam salvas para os arquivos que você exportar.";
    headers_collection_hint: "Every WebSocket of the collection inherits them, unless it has one of the same name. A browser sends none of them; they are kept for the files you export.", "Todo WebSocket da coleção os herda, a não ser que tenha um de mesmo nome. Um navegador não envia nenhum; ficam salvos para os arquivos que você exportar.";
    inherited_one: "{count} inherited from {name}", "{count} herdado da coleção {name}";
    inherited_other: "{count} inherited from {name}", "{count} herdados da coleção {name}";
    cookie_can: "This server is on the page's own host: the browser can send the cookies as its own.", "Este servidor está no mesmo host da página: o navegador pode enviar os cookies como seus.";
    cookie_set: "Set as cookies of this page", "Definir como cookies desta página";
    cookie_on: "The cookies are set for this page's host when you connect, and stay until the browser closes.", "Os cookies são definidos para o host desta página quando você conecta, e ficam até o navegador fechar.";
    do_not_set: "Do not set them", "Não definir";
    compression: "Compression", "Compressão";
    enable_compression: "Enable compression", "Habilitar compressão";
    client_takeover: "Client context takeover", "Retomada de contexto pelo cliente";
    client_window: "Client max window bits", "Máx. bits janela do cliente";
    server_takeover: "Server context takeover", "Retomada de contexto pelo servidor";
    server_window: "Server max window bits", "Máx. bits janela do servidor";
    window_bad: "The compression max window bits must be within 9 and 15.", "O máximo de bits das janelas de compressão deve estar entre 9 e 15.";
    compression_hint: "The browser always offers permessage-deflate and settles the rest with the server. These values are kept for the files you export.", "O navegador sempre oferece permessage-deflate e combina o resto com o servidor. Estes valores ficam salvos para os arquivos que você exportar.";
    timing: "Timing", "Tempos";
    timeout: "Handshake time-out, in seconds", "Tempo limite do handshake, em segundos";
    timeout_bad: "Type a time from 0.1 to 600 seconds.", "Digite um tempo de 0,1 a 600 segundos.";
    reconnect: "Connect again when the connection is lost", "Conectar de novo quando a conexão se perder";
    reconnect_hint: "After 1 second, then 2, 4 and so on up to 30. Not after you disconnect, nor when the server closes with 1000 or without a code.", "Após 1 segundo, depois 2, 4 e assim por diante até 30. Não depois que você desconecta, nem quando o servidor encerra com 1000 ou sem código.";
    again_in: "Connecting again in {time} (attempt {n}).", "Conectando de novo em {time} (tentativa {n}).";
    connect_now: "Connect now", "Conectar agora";
    subprotocols: "Subprotocols", "Subprotocolos";
    subprotocol_column: "Name, in order of preference", "Nome, em ordem de preferência";
    add_subprotocol: "Add subprotocol", "Adicionar subprotocolo";
    enabled: "Enabled", "Habilitado";
    key: "Key", "Nome";
    delete_row: "Delete row", "Excluir linha";
    handshake: "Handshake", "Handshake";
    accepted: "Accepted", "Aceito";
    subprotocol: "Subprotocol", "Subprotocolo";
    extensions: "Extensions", "Extensões";
    handshake_time: "Handshake time", "Tempo do handshake";
    opened: "Opened", "Aberta às";
    open_for: "Open for", "Aberta por";
    close: "Close", "Encerramento";
    close_open: "open", "aberta";
    reason: "Reason", "Motivo";
    close_missing: "no close received", "nenhum encerramento recebido";
    clean: "Clean", "Limpo";
    clean_by_server: "Yes, by the server", "Sim, pelo servidor";
    clean_by_you: "Yes, by you", "Sim, por você";
    not_clean: "No, the connection was lost", "Não, a conexão se perdeu";
    not_clean_unanswered: "No, the server did not answer the close", "Não, o servidor não respondeu ao encerramento";
    none: "none", "nenhum";
    works_without: "The server takes the WebSocket without the subprotocols: it answers with none of those in Options, which browsers refuse.", "O servidor aceita o WebSocket sem os subprotocolos: ele responde sem nenhum dos que estão em Opções, e navegadores recusam isso.";
    deflate: "Messages are compressed", "As mensagens são comprimidas";
    deflate_client_forgets: "This side compresses each message on its own", "Este lado comprime cada mensagem por si";
    deflate_server_forgets: "The server compresses each message on its own", "O servidor comprime cada mensagem por si";
    deflate_client_window: "Window of this side: {bits} bits", "Janela deste lado: {bits} bits";
    deflate_server_window: "Window of the server: {bits} bits", "Janela do servidor: {bits} bits";
    response_empty: "Nothing yet. What the server answers to the handshake is shown here.", "Nada ainda. O que o servidor responder ao handshake aparece aqui.";

    // Auth
    auth: "Auth", "Autenticação";
    auth_tab: "Auth", "Auth";
    auth_mode: "Auth mode", "Modo de autenticação";
    auth_inherit: "Inherit from collection", "Herdar da coleção";
    auth_none: "None", "Nenhuma";
    auth_basic: "Basic", "Basic";
    auth_bearer: "Bearer", "Bearer";
    auth_windows: "Windows", "Windows";
    auth_windows_long: "Windows / NTLM", "Windows / NTLM";
    auth_certificate: "Client certificate", "Certificado de cliente";
    login: "Login", "Usuário";
    password: "Password", "Senha";
    domain: "Domain", "Domínio";
    token: "Token", "Token";
    use_current_user: "Use current user", "Usar usuário atual";
    certificate_type: "Certificate type", "Tipo do certificado";
    pkcs12: "PKCS#12", "PKCS#12";
    pem: "PEM", "PEM";
    certificate_file: "Certificate file", "Arquivo do certificado";
    private_key_file: "Private key file", "Arquivo da chave privada";
    file_password: "File password", "Senha do arquivo";
    auth_from: "From", "De";
    auth_mode_short: "Mode", "Modo";
    open_collection_auth: "Open the collection's Auth", "Abrir a autenticação da coleção";
    auth_none_hint: "Nothing says who asks for the connection.", "Nada diz quem pede a conexão.";
    auth_collection_hint: "WebSockets of the collection that inherit their auth take this one.", "Os WebSockets da coleção que herdam a autenticação usam esta.";
    auth_unsent: "A page cannot send this header.", "Uma página não pode enviar este cabeçalho.";
    basic_unsent: "A page cannot send this header. The browser can answer a server that asks with 401, if login and password stand in the URL.", "Uma página não pode enviar este cabeçalho. O navegador pode responder a um servidor que pede com 401, se usuário e senha estiverem na URL.";
    basic_send: "Send as user:pass@ in the URL", "Enviar como usuário:senha@ na URL";
    basic_sent: "Sent as user:pass@ in the URL: the browser uses them when the server asks with 401. The URL on the screen stays without them.", "Enviados como usuário:senha@ na URL: o navegador os usa quando o servidor pede com 401. A URL na tela fica sem eles.";
    bearer_unsent: "A page cannot send this header. Send the token in another way that your server takes:", "Uma página não pode enviar este cabeçalho. Envie o token de outra forma que seu servidor aceite:";
    bearer_parameter: "As a parameter", "Como parâmetro";
    bearer_subprotocol: "As a subprotocol", "Como subprotocolo";
    bearer_kubernetes: "As Kubernetes takes it", "Como o Kubernetes aceita";
    bearer_message: "As the first message", "Como primeira mensagem";
    bearer_as_parameter: "Sent as a parameter of the URL. Servers and proxies may log URLs; the one on the screen stays without it.", "Enviado como parâmetro da URL. Servidores e proxies podem registrar URLs; a da tela fica sem ele.";
    bearer_as_subprotocol: "Offered as a subprotocol after those in Options. A prefix that ends in a sign, such as a dot, is joined to it; a name is offered before it.", "Oferecido como subprotocolo depois dos que estão em Opções. Um prefixo que termina em um sinal, como um ponto, é unido a ele; um nome é oferecido antes.";
    bearer_as_kubernetes: "Offered as the subprotocol base64url.bearer.authorization.k8s.io, with the token in base64url. Kubernetes wants a real subprotocol beside it.", "Oferecido como o subprotocolo base64url.bearer.authorization.k8s.io, com o token em base64url. O Kubernetes quer um subprotocolo de verdade ao lado.";
    bearer_as_message: "Sent as a text message as soon as the connection is open.", "Enviado como mensagem de texto assim que a conexão abre.";
    parameter_name: "Parameter name", "Nome do parâmetro";
    subprotocol_prefix: "Prefix or name", "Prefixo ou nome";
    first_message: "First message, with {token} in its place", "Primeira mensagem, com {token} em seu lugar";
    do_not_send: "Do not send it", "Não enviar";
    windows_unsent: "A page cannot log in with Windows. The browser may do so by itself where its administrator allows the server. These values are kept for the files you export.", "Uma página não pode fazer login com Windows. O navegador pode fazê-lo sozinho onde seu administrador permite o servidor. Estes valores ficam salvos para os arquivos que você exportar.";
    certificate_unsent: "A page cannot choose a client certificate. The browser asks for one that is installed in it when the server wants one. These values are kept for the files you export.", "Uma página não pode escolher um certificado de cliente. O navegador pede um que esteja instalado nele quando o servidor quer um. Estes valores ficam salvos para os arquivos que você exportar.";
    token_no_subprotocol: "“{text}” cannot stand in a subprotocol. Send the token in another way.", "“{text}” não pode estar em um subprotocolo. Envie o token de outra forma.";
    parameter_nameless: "The parameter needs a name. Type one.", "O parâmetro precisa de um nome. Digite um.";

    // Failure
    diagnosis: "Diagnosis", "Diagnóstico";
    could_not_connect: "Could not connect", "Não foi possível conectar";
    fail_refused: "The handshake failed after {time}: the server is there, but did not accept the WebSocket. The browser does not say why.", "O handshake falhou após {time}: o servidor está lá, mas não aceitou o WebSocket. O navegador não diz por quê.";
    fail_asking: "The handshake failed after {time}. Finding out why…", "O handshake falhou após {time}. Descobrindo por quê…";
    fail_unreachable: "The handshake failed after {time}: most likely nothing listens at this address.", "O handshake falhou após {time}: provavelmente não há nada neste endereço.";
    fail_certificate: "The handshake failed after {time}: most likely the browser does not accept the certificate, or nothing listens at this address.", "O handshake falhou após {time}: provavelmente o navegador não aceita o certificado, ou não há nada neste endereço.";
    fail_offline: "The browser says that there is no network.", "O navegador diz que não há rede.";
    fail_policy: "This page's content security policy does not allow the address.", "A política de segurança de conteúdo desta página não permite o endereço.";
    fail_local: "The browser keeps this page from reaching this machine or the local network.", "O navegador impede esta página de alcançar esta máquina ou a rede local.";
    fail_timed_out: "The server did not answer the handshake within {time}.", "O servidor não respondeu ao handshake em {time}.";
    fail_address: "The browser does not accept this address. Correct the URL and connect again.", "O navegador não aceita este endereço. Corrija a URL e conecte de novo.";
    fail_mixed: "A page loaded over https may not open ws:// to another machine.", "Uma página carregada por https não pode abrir ws:// para outra máquina.";
    check_url: "URL is valid", "A URL é válida";
    check_url_failed: "The browser does not accept the URL", "O navegador não aceita a URL";
    check_port: "Browsers do not block the port", "Navegadores não bloqueiam a porta";
    check_network: "There is a network", "Há rede";
    check_network_failed: "There is no network", "Não há rede";
    check_policy: "The page's policy allows it", "A política da página permite";
    check_policy_failed: "The page's policy forbids it", "A política da página proíbe";
    check_local: "The browser lets the page reach the local network", "O navegador deixa a página alcançar a rede local";
    check_local_failed: "The browser does not let the page reach the local network", "O navegador não deixa a página alcançar a rede local";
    check_local_asks: "The browser asks before the page may reach the local network", "O navegador pergunta antes que a página alcance a rede local";
    check_without_subprotocols: "Without subprotocols", "Sem subprotocolos";
    check_fails_without_subprotocols: "It fails without subprotocols too: they are not the cause", "Falha também sem subprotocolos: não são a causa";
    check_mixed: "No mixed content", "Sem conteúdo misto";
    check_mixed_failed: "Mixed content is blocked by the browser", "Conteúdo misto é bloqueado pelo navegador";
    check_probing: "Asking the host over HTTP", "Consultando o host por HTTP";
    check_reachable: "Host answers over HTTP", "O host responde por HTTP";
    check_unreachable: "Host does not answer", "O host não responde";
    check_unreachable_tls: "Host does not answer, or its certificate is not accepted", "O host não responde, ou seu certificado não é aceito";
    check_hidden: "The browser hides which of the two.", "O navegador não revela qual dos dois.";
    check_upgrade: "Server did not accept the WebSocket", "O servidor não aceitou o WebSocket";
    check_not_answered: "Server did not answer the handshake", "O servidor não respondeu ao handshake";
    check_upgrade_unseen: "Upgrade could not be seen", "O upgrade não pôde ser visto";
    tip_refused: "Check the path, the subprotocols, and whether the server wants a sign-in or another origin.", "Verifique o caminho, os subprotocolos e se o servidor exige autenticação ou outra origem.";
    tip_unreachable: "Check that the server is running and that host and port are right, then connect again.", "Verifique se o servidor está em execução e se o host e a porta estão corretos, depois conecte de novo.";
    tip_certificate: "Open the address in a tab: a certificate warning there is the cause, and you can accept it.", "Abra o endereço em uma aba: um aviso de certificado ali é a causa, e você pode aceitá-lo.";
    tip_offline: "Connect this device to the network, then connect again.", "Conecte este aparelho à rede e conecte de novo.";
    tip_policy: "Whoever hosts this page has to allow the address in connect-src of its Content-Security-Policy.", "Quem hospeda esta página precisa permitir o endereço em connect-src da Content-Security-Policy.";
    tip_local: "Allow local network access for this page in the browser's site settings, then connect again.", "Permita o acesso à rede local para esta página nas configurações de site do navegador e conecte de novo.";
    try_without: "Try without subprotocols", "Tentar sem subprotocolos";
    tip_timed_out: "Check that a WebSocket server listens at this address, or try again.", "Verifique se há um servidor WebSocket neste endereço, ou tente de novo.";
    tip_address: "Correct the URL, then connect again.", "Corrija a URL e conecte de novo.";
    tip_mixed: "Use wss://, or open Macaréu from http://localhost.", "Use wss://, ou abra o Macaréu a partir de http://localhost.";
    open_to_review: "Open {address} to review the certificate", "Abrir {address} para ver o certificado";
    try_again: "Try again", "Tentar de novo";
    passed: "passed", "passou";
    check_failed: "failed", "falhou";
    cannot_tell: "cannot be told", "não se pode dizer";
    not_tried: "not tried", "não tentado";

    // URL problems
    url_empty: "Type an address that starts with ws:// or wss://.", "Digite um endereço que comece com ws:// ou wss://.";
    url_no_scheme: "The address needs a scheme: start it with ws:// or wss://.", "Falta o esquema no endereço: comece com ws:// ou wss://.";
    url_wrong_scheme: "A WebSocket address starts with ws:// or wss://, not {scheme}.", "Um endereço WebSocket começa com ws:// ou wss://, não com {scheme}.";
    url_http_scheme: "This is an {scheme} address. For a WebSocket write {suggestion} instead.", "Este é um endereço {scheme}. Para um WebSocket escreva {suggestion}.";
    url_no_host: "The address has no host: write one after ws:// or wss://.", "O endereço não tem host: escreva um depois de ws:// ou wss://.";
    url_bad_host: "“{text}” cannot stand in a host name.", "“{text}” não pode estar em um nome de host.";
    url_bad_port: "The port “{text}” is not a number from 1 to 65535.", "A porta “{text}” não é um número de 1 a 65535.";
    url_blocked_port: "Browsers block port {text}. Let the server listen on another one.", "Navegadores bloqueiam a porta {text}. Faça o servidor usar outra.";
    url_fragment: "A WebSocket address has no fragment: remove “{text}”.", "Um endereço WebSocket não tem fragmento: remova “{text}”.";
    url_no_slashes: "Two slashes are missing: write ws:// or wss:// before the host.", "Faltam duas barras: escreva ws:// ou wss:// antes do host.";
    url_space: "An address has no spaces. Remove them, or write %20.", "Um endereço não tem espaços. Remova-os ou escreva %20.";
    url_invisible: "The address has an invisible character ({code}). Remove it.", "O endereço tem um caractere invisível ({code}). Remova-o.";
    url_bracket: "One of the brackets [ ] around the host is missing.", "Falta um dos colchetes [ ] em volta do host.";
    url_bad_ipv6: "“{text}” is not an IPv6 address.", "“{text}” não é um endereço IPv6.";
    url_ipv6_brackets: "An IPv6 address stands in brackets, such as ws://[::1]:8080.", "Um endereço IPv6 fica entre colchetes, como ws://[::1]:8080.";
    url_bad_ipv4: "“{text}” is not an IPv4 address.", "“{text}” não é um endereço IPv4.";
    subprotocol_empty: "A subprotocol needs a name. Type one or delete the row.", "Um subprotocolo precisa de um nome. Digite um ou exclua a linha.";
    subprotocol_bad_character: "“{text}” cannot stand in a subprotocol.", "“{text}” não pode estar em um subprotocolo.";
    subprotocol_space: "A subprotocol has no spaces.", "Um subprotocolo não tem espaços.";
    subprotocol_twice: "“{text}” is listed twice. A subprotocol is offered once.", "“{text}” está duas vezes na lista. Um subprotocolo é oferecido uma vez.";
    connection_worker_failed: "The part that keeps connections stopped working. Reload the page to connect again; your collections are saved.", "A parte que mantém as conexões parou de funcionar. Recarregue a página para conectar de novo; suas coleções estão salvas.";

    // Conversation
    conversation: "Conversation", "Mensagens trocadas";
    messages: "Messages", "Mensagens";
    message_count_one: "{count} msg", "{count} msg";
    message_count_other: "{count} msgs", "{count} msgs";
    per_second: "{count} msg/s", "{count} msg/s";
    follow: "Follow", "Acompanhar";
    follow_hint: "Follow new messages (End)", "Acompanhar novas mensagens (End)";
    clear: "Clear", "Limpar";
    clear_hint: "Clear the conversation (Ctrl+L)", "Limpar a conversa (Ctrl+L)";
    new_below_one: "{count} new message", "{count} mensagem nova";
    new_below_other: "{count} new messages", "{count} mensagens novas";
    sent: "Sent", "Enviada";
    received: "Received", "Recebida";
    kind_text: "text", "texto";
    kind_binary: "binary", "binária";
    kind_close: "close", "encerramento";
    badge_text: "txt", "txt";
    badge_binary: "bin", "bin";
    badge_close: "close", "fim";
    conversation_empty: "No messages yet. Connect, then send one; what the server sends appears here.", "Nenhuma mensagem ainda. Conecte e envie uma; o que o servidor enviar aparece aqui.";
    event_connected: "Connected in {time}", "Conectado em {time}";
    event_connected_with: "Connected in {time}, subprotocol {subprotocol}", "Conectado em {time}, subprotocolo {subprotocol}";
    event_closed: "Closed {by}: {code}", "Encerrada {by}: {code}";
    by_server: "by the server", "pelo servidor";
    by_you: "by you", "por você";
    event_lost: "The connection was lost without a close", "A conexão se perdeu sem encerramento";
    event_unanswered: "Closed by you; the server did not answer", "Encerrada por você; o servidor não respondeu";
    event_failed: "Failed: could not connect", "Falhou: não foi possível conectar";
    event_timed_out: "Failed: no answer to the handshake", "Falhou: sem resposta ao handshake";
    event_cancelled: "Cancelled", "Cancelada";

    // Composer
    client_message: "Client message", "Mensagem de cliente";
    no_client_message: "No client message yet", "Nenhuma mensagem de cliente ainda";
    send: "Send", "Enviar";
    quick_message: "Quick message", "Mensagem rápida";
    quick_placeholder: "Type a message…", "Digite uma mensagem…";
    send_quick: "Send quick message", "Enviar mensagem rápida";
    not_connected: "Not connected.", "Não está conectado.";
    not_connected_hint: "{connect} to send.", "{connect} para enviar.";
    send_refused: "The browser did not send the message. Try again.", "O navegador não enviou a mensagem. Tente de novo.";
    from_file_not_yet: "This message takes its content from a file, which Macaréu cannot read yet. Switch Content to Raw to send typed text.", "Esta mensagem usa o conteúdo de um arquivo, que o Macaréu ainda não lê. Mude o Conteúdo para Digitado para enviar texto.";

    // Message
    message: "Message", "Detalhe da mensagem";
    message_empty: "Nothing to show yet. A message you select in the conversation opens here.", "Nada para mostrar ainda. Uma mensagem selecionada na conversa abre aqui.";
    pretty: "Pretty", "Formatada";
    raw: "Raw", "Bruta";
    hex: "Hex", "Hex";
    copy: "Copy", "Copiar";
    copied: "Copied", "Copiado";
    copy_failed: "The browser did not allow copying. Select the text and press Ctrl+C.", "O navegador não permitiu copiar. Selecione o texto e tecle Ctrl+C.";
    save_as: "Save as…", "Salvar como…";
    saved_as: "Saved as {name}", "Salva como {name}";
    save_failed: "The file could not be saved. Try another name or place.", "Não foi possível salvar o arquivo. Tente outro nome ou lugar.";
    valid_json: "UTF-8, valid JSON", "UTF-8, JSON válido";
    utf8_text: "UTF-8 text", "Texto UTF-8";
    binary: "Binary", "Binária";
    close_frame: "Close, code {code}", "Encerramento, código {code}";
    close_frame_without_code: "Close without a code", "Encerramento sem código";
    of: "{n} of {total}", "{n} de {total}";
    not_json: "Not JSON: shown as it came.", "Não é JSON: mostrada como veio.";
    no_reason: "No reason given.", "Sem motivo informado.";
    empty_message: "The message is empty.", "A mensagem está vazia.";

    // Client message page
    message_type: "Message type", "Tipo da mensagem";
    message_type_short: "Type", "Tipo";
    content_typed: "Raw", "Digitado";
    content_file: "File", "Arquivo";
    type_text: "Text", "Texto";
    type_binary: "Binary", "Binário";
    type_close: "Close", "Encerramento";
    content: "Content", "Conteúdo";
    syntax: "Syntax", "Sintaxe";
    syntax_json: "JSON", "JSON";
    syntax_other: "Other", "Outra";
    encoding: "Typed as", "Digitado como";
    encoding_utf8: "UTF-8 text", "Texto UTF-8";
    encoding_hex: "Hex", "Hex";
    encoding_base64: "Base64", "Base64";
    format_json: "Format", "Formatar";
    content_placeholder: "Content of the message", "Conteúdo da mensagem";
    hex_placeholder: "48 65 6c 6c 6f", "48 65 6c 6c 6f";
    base64_placeholder: "SGVsbG8=", "SGVsbG8=";
    close_code: "Close code", "Código de encerramento";
    close_reason: "Close reason", "Motivo do encerramento";
    close_hint: "1000, or 3000 to 4999. Reason: {bytes} of 123 bytes.", "1000, ou de 3000 a 4999. Motivo: {bytes} de 123 bytes.";
    close_code_bad: "A page may close with 1000 or a code from 3000 to 4999.", "Uma página pode encerrar com 1000 ou um código de 3000 a 4999.";
    close_reason_long: "The reason has {bytes} bytes; 123 is the most. Shorten it.", "O motivo tem {bytes} bytes; o máximo é 123. Encurte-o.";
    hex_bad: "“{text}” is not a hexadecimal digit (line {line}, column {column}).", "“{text}” não é um dígito hexadecimal (linha {line}, coluna {column}).";
    hex_odd: "The last byte has only one digit (line {line}, column {column}). Write two.", "O último byte tem só um dígito (linha {line}, coluna {column}). Escreva dois.";
    base64_bad: "“{text}” is not a base64 character (line {line}, column {column}).", "“{text}” não é um caractere base64 (linha {line}, coluna {column}).";
    base64_padding: "The padding “=” does not fit here (line {line}, column {column}).", "O preenchimento “=” não cabe aqui (linha {line}, coluna {column}).";
    base64_length: "The base64 text ends in the middle of a byte (line {line}, column {column}).", "O texto base64 termina no meio de um byte (linha {line}, coluna {column}).";
    json_bad: "Not valid JSON: line {line}, column {column}. It can be sent all the same.", "JSON inválido: linha {line}, coluna {column}. Pode ser enviado mesmo assim.";
    will_be_sent: "As it will be sent", "Como será enviada";
    send_now: "Send now", "Enviar agora";
    file_content: "Content from a file", "Conteúdo de um arquivo";

    // Files
    imported: "Imported {name}", "{name} foi importada";
    exported: "Exported {name}", "{name} foi exportada";
    import_failed: "Could not import {file}.", "Não foi possível importar {file}.";
    import_not_json: "It is not valid JSON: line {line}, column {column}. Nothing was imported.", "Não é JSON válido: linha {line}, coluna {column}. Nada foi importado.";
    import_truncated: "The file ends too early: it is cut off at line {line}. Nothing was imported.", "O arquivo termina cedo demais: está cortado na linha {line}. Nada foi importado.";
    import_not_utf8: "It is not UTF-8 text, so it is not a collection. Nothing was imported.", "Não é texto UTF-8, portanto não é uma coleção. Nada foi importado.";
    import_not_collection: "It is JSON, but not a Pororoca collection. Nothing was imported.", "É JSON, mas não é uma coleção do Pororoca. Nada foi importado.";
    import_environment: "It is a Pororoca environment. Choose a collection file instead.", "É um ambiente do Pororoca. Escolha um arquivo de coleção.";
    import_not_environment: "It is not a Pororoca environment. Choose a file whose name ends in .pororoca_environment.json.", "Não é um ambiente do Pororoca. Escolha um arquivo cujo nome termine em .pororoca_environment.json.";
    import_postman: "It is a Postman collection, which holds no WebSockets. Choose one of Pororoca.", "É uma coleção do Postman, que não guarda WebSockets. Escolha uma do Pororoca.";
    import_insomnia: "It is an Insomnia export. Choose a Pororoca collection.", "É uma exportação do Insomnia. Escolha uma coleção do Pororoca.";
    import_too_deep: "Its folders are nested too deeply to be read. Nothing was imported.", "Suas pastas estão aninhadas demais para serem lidas. Nada foi importado.";
    import_too_large: "The file is larger than 16 MB, more than this browser can keep. Nothing was imported: split the collection first.", "O arquivo tem mais de 16 MB, mais do que este navegador pode guardar. Nada foi importado: divida a coleção antes.";
    import_too_many_items: "The file holds more than 250,000 items, more than can be shown. Nothing was imported.", "O arquivo contém mais de 250.000 itens, mais do que se pode mostrar. Nada foi importado.";
    import_unreadable: "The browser could not read the file. Nothing was imported.", "O navegador não conseguiu ler o arquivo. Nada foi importado.";
    import_wrong_type: "The key “{key}” does not hold what a collection has there. Nothing was imported.", "A chave “{key}” não contém o que uma coleção tem ali. Nada foi importado.";
    import_empty: "The file is empty. Nothing was imported.", "O arquivo está vazio. Nada foi importado.";
    import_open_api: "It is an OpenAPI description, which holds no WebSockets. Choose a Pororoca collection.", "É uma descrição OpenAPI, que não guarda WebSockets. Escolha uma coleção do Pororoca.";
    drop_to_import: "Drop to import", "Solte para importar";
    importing: "Reading {file}…", "Lendo {file}…";

    // Storage
    saved: "All changes saved in this browser", "Tudo salvo neste navegador";
    saving: "Saving…", "Salvando…";
    nothing_to_save: "Nothing to save yet", "Nada para salvar ainda";
    not_saved: "Not saved", "Não salvo";
    quota_reached: "This browser's storage is full ({used} of {limit} characters). Your latest changes are kept in this tab only: export them, or delete a collection.", "O armazenamento deste navegador está cheio ({used} de {limit} caracteres). Suas últimas mudanças estão só nesta aba: exporte-as ou exclua uma coleção.";
    storage_unavailable: "This browser does not let the page save anything. Everything works, but is lost when the tab closes: export what you want to keep.", "Este navegador não deixa a página salvar nada. Tudo funciona, mas se perde quando a aba fechar: exporte o que quiser manter.";
    export_all: "Export collections", "Exportar coleções";
    unreadable_entry: "A saved entry could not be read: {key}. It is left untouched.", "Um registro salvo não pôde ser lido: {key}. Ele fica intacto.";
    download_entry: "Download it as it is", "Baixar como está";
    conflict: "{name} was changed in two tabs. Both are kept: yours is now {copy}.", "{name} foi alterada em duas abas. As duas foram mantidas: a sua agora é {copy}.";
    conflict_name: "{name} (this tab)", "{name} (desta aba)";
    deleted_elsewhere: "{name} was deleted in another tab while it was changed here. It is kept.", "{name} foi excluída em outra aba enquanto era alterada aqui. Ela foi mantida.";
    gone_elsewhere: "{name} was deleted in another tab.", "{name} foi excluída em outra aba.";
    changed_elsewhere: "{name} was changed in another tab while it was deleted here. It is kept.", "{name} foi alterada em outra aba enquanto era excluída aqui. Ela foi mantida.";

    // Starter
    starter_collection: "Start here", "Comece aqui";
    starter_websocket: "Local echo server", "Servidor de eco local";
    starter_hello: "Say hello", "Dizer olá";
    starter_bytes: "Some bytes", "Alguns bytes";
    starter_close: "Leave politely", "Sair com educação";

    new_websocket_name: "New WebSocket connection", "Nova conexão WebSocket";

    // Splitters
    sidebar_width: "Sidebar width", "Largura da barra lateral";
    connection_width: "Connection width", "Largura da conexão";
    message_width: "Message width", "Largura da mensagem";

    // Shortcuts
    clear_hint_plain: "Clear the conversation", "Limpar a conversa";
    toggle_sidebar: "Show or hide the sidebar", "Mostrar ou ocultar a barra lateral";
    focus_url: "Go to the URL", "Ir para a URL";
    previous_panel: "Previous panel", "Painel anterior";
    next_item: "Next item", "Próximo item";
    previous_item: "Previous item", "Item anterior";
    cancel_or_disconnect: "Cancel or disconnect", "Cancelar ou desconectar";
    save_message: "Save message as…", "Salvar mensagem como…";
    context_menu: "Context menu", "Menu de contexto";
    newest_message: "Newest message, follow", "Mensagem mais nova, acompanhar";
    oldest_message: "Oldest message", "Mensagem mais antiga";
}
