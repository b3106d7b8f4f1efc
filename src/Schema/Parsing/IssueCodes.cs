using System.Reflection;

namespace Maillage.Schema.Parsing;

/// <summary>Every kind of issue that reading, normalising or checking can report: one row each.</summary>
public static class IssueCodes
{
    // The file
    public static IssueCode FichierIntrouvable { get; } = new(
        "fichier_introuvable", Severity.Fatal,
        "Le fichier n'existe pas ou ne peut pas être lu",
        "L'import s'arrête ; les dernières bonnes données restent");

    public static IssueCode FichierVide { get; } = new(
        "fichier_vide", Severity.Fatal,
        "Le fichier est vide",
        "L'import s'arrête ; les dernières bonnes données restent");

    public static IssueCode FichierTronque { get; } = new(
        "fichier_tronque", Severity.Fatal,
        "Le fichier est incomplet : il s'arrête avant sa fin",
        "L'import s'arrête ; les dernières bonnes données restent");

    public static IssueCode FichierHtml { get; } = new(
        "fichier_html", Severity.Fatal,
        "Le fichier est une page web (HTML ou XML), pas des données",
        "L'import s'arrête ; les dernières bonnes données restent");

    public static IssueCode FichierIllisible { get; } = new(
        "fichier_illisible", Severity.Fatal,
        "Le fichier ne suit pas le format annoncé",
        "L'import s'arrête ; les dernières bonnes données restent");

    public static IssueCode FichierSansListe { get; } = new(
        "fichier_sans_liste", Severity.Fatal,
        "Le fichier ne contient pas la liste d'enregistrements attendue",
        "L'import s'arrête ; les dernières bonnes données restent");

    public static IssueCode FicheIllisible { get; } = new(
        "fiche_illisible", Severity.Fatal,
        "La fiche est mal formée, n'est pas celle qu'annonce le format, ou contient une DTD ou des entités, qui sont refusées",
        "La fiche est rejetée ; les autres sont lues");

    public static IssueCode ColonnesInconnues { get; } = new(
        "colonnes_inconnues", Severity.Fatal,
        "Aucune colonne attendue n'a été reconnue dans l'en-tête",
        "L'import s'arrête ; les dernières bonnes données restent");

    public static IssueCode FichierBinaire { get; } = new(
        "fichier_binaire", Severity.Fatal,
        "Le fichier n'est pas un tableau : ni CSV, ni classeur Excel, ni JSON",
        "L'import s'arrête ; les dernières bonnes données restent");

    public static IssueCode FormatDementi { get; } = new(
        "format_dementi", Severity.Fatal,
        "Le fichier n'est pas du format que la source annonce",
        "L'import s'arrête ; les dernières bonnes données restent");

    public static IssueCode FeuilleInconnue { get; } = new(
        "feuille_inconnue", Severity.Fatal,
        "Le classeur n'a pas la feuille que la source nomme ; ses feuilles sont proposées",
        "L'import s'arrête ; les dernières bonnes données restent");

    public static IssueCode ColonneDisparue { get; } = new(
        "colonne_disparue", Severity.Fatal,
        "Une colonne que la correspondance nomme n'est pas dans le fichier",
        "L'import s'arrête ; les dernières bonnes données restent");

    public static IssueCode BaisseSuspecte { get; } = new(
        "baisse_suspecte", Severity.Fatal,
        "Ce fichier retirerait plus de lieux que le seuil_baisse de la source ; rien n'est changé",
        "L'import est refusé en entier, sauf avec --accepter-baisse");

    public static IssueCode IdsChanges { get; } = new(
        "ids_changes", Severity.Fatal,
        "Presque tous les identifiants ont changé : autant de fiches disparaissent qu'il en apparaît ; la source a sans doute renuméroté ses fiches, ou « identifiant » ne désigne plus la bonne colonne",
        "L'import est refusé en entier, sauf avec --accepter-baisse");

    public static IssueCode SourceVidee { get; } = new(
        "source_videe", Severity.Fatal,
        "La source ne donne plus aucune fiche, alors qu'elle en avait",
        "L'import est refusé en entier, sauf avec --accepter-baisse");

    public static IssueCode SourceSansFichier { get; } = new(
        "source_sans_fichier", Severity.Fatal,
        "La source ne dit pas où lire ses données : ajoutez à sa déclaration « telechargement » (l'adresse du fichier) ou « fichier » (un fichier local), ou nommez un fichier avec --fichier",
        "L'import s'arrête ; les dernières bonnes données restent");

    public static IssueCode ImportEnCours { get; } = new(
        "import_en_cours", Severity.Fatal,
        "Cette source est déjà en cours d'import ; réessayez quand il sera fini",
        "L'import n'a pas lieu ; l'autre continue");

    public static IssueCode ArchiveDangereuse { get; } = new(
        "archive_dangereuse", Severity.Fatal,
        "L'archive contient ce qu'aucune livraison de données ne contient : un chemin qui en sort, un lien, un périphérique ou un membre chiffré",
        "L'import s'arrête ; les dernières bonnes données restent");

    public static IssueCode ArchiveTropGrosse { get; } = new(
        "archive_trop_grosse", Severity.Fatal,
        "Le contenu dépasse les limites : une fois décompressé il est trop gros, trop nombreux ou trop imbriqué, ou il se décompresse comme un piège",
        "L'import s'arrête ; « taille_max » relève la limite de taille");

    public static IssueCode MembreAbsent { get; } = new(
        "membre_absent", Severity.Fatal,
        "L'archive ou le dossier ne contient pas le fichier que « membre » nomme",
        "L'import s'arrête ; les dernières bonnes données restent");

    public static IssueCode TelechargementEchoue { get; } = new(
        "telechargement_echoue", Severity.Fatal,
        "Le serveur de la source n'a pas donné le fichier",
        "L'import s'arrête ; les dernières bonnes données restent");

    public static IssueCode RedirectionRefusee { get; } = new(
        "redirection_refusee", Severity.Fatal,
        "Le serveur de la source renvoie vers une adresse qui n'est pas suivie",
        "L'import s'arrête ; les dernières bonnes données restent");

    public static IssueCode JetonAbsent { get; } = new(
        "jeton_absent", Severity.Fatal,
        "Le jeton d'accès que la source demande n'est pas dans la variable d'environnement que « jeton » nomme",
        "L'import s'arrête ; les dernières bonnes données restent");

    public static IssueCode PagesIncompletes { get; } = new(
        "pages_incompletes", Severity.Fatal,
        "Les pages reçues ne font pas la liste annoncée",
        "L'import s'arrête ; les dernières bonnes données restent");

    // The columns
    public static IssueCode ColonneAbsente { get; } = new(
        "colonne_absente", Severity.Fatal,
        "Une colonne obligatoire manque au fichier",
        "Les lignes sont rejetées, sauf quand la valeur se déduit des autres");

    public static IssueCode ColonneInconnue { get; } = new(
        "colonne_inconnue", Severity.Warning,
        "Cette colonne n'est pas du schéma",
        "Ses valeurs ne sont pas lues ; le nom le plus proche est proposé");

    public static IssueCode ColonneAncienne { get; } = new(
        "colonne_ancienne", Severity.Repaired,
        "Cette colonne est d'une version précédente du standard",
        "Elle est lue sous son nom actuel, et ses valeurs sont traduites");

    public static IssueCode ColonneMalNommee { get; } = new(
        "colonne_mal_nommee", Severity.Repaired,
        "Le nom de la colonne n'est pas écrit comme dans le schéma",
        "Elle est lue sous le nom du schéma");

    // The row
    public static IssueCode CellulesEnTrop { get; } = new(
        "cellules_en_trop", Severity.Fatal,
        "La ligne a plus de cellules que l'en-tête n'a de colonnes : un séparateur s'est glissé dans une valeur",
        "La ligne est rejetée, car ses valeurs sont décalées ; les autres sont lues");

    public static IssueCode GuillemetOuvert { get; } = new(
        "guillemet_ouvert", Severity.Repaired,
        "Un guillemet ouvert n'est jamais refermé",
        "Les lignes qu'il avalait sont lues comme s'il n'y était pas");

    public static IssueCode Formule { get; } = new(
        "formule", Severity.Refused,
        "La cellule contient une formule de tableur, pas sa valeur",
        "La cellule n'est pas lue ; enregistrez les valeurs");

    // The record
    public static IssueCode EnregistrementInattendu { get; } = new(
        "enregistrement_inattendu", Severity.Fatal,
        "L'enregistrement n'a pas la forme attendue",
        "L'enregistrement est rejeté, les autres sont lus");

    public static IssueCode IdentifiantAbsent { get; } = new(
        "identifiant_absent", Severity.Fatal,
        "L'enregistrement n'a pas d'identifiant",
        "L'enregistrement est rejeté, les autres sont lus");

    public static IssueCode IdentifiantDouble { get; } = new(
        "identifiant_double", Severity.Fatal,
        "Cet identifiant est déjà celui d'un enregistrement précédent du fichier",
        "Le premier est gardé, celui-ci est rejeté");

    public static IssueCode NomAbsent { get; } = new(
        "nom_absent", Severity.Fatal,
        "La fiche n'a pas de nom",
        "L'enregistrement est rejeté, les autres sont lus");

    public static IssueCode CommuneIntrouvable { get; } = new(
        "commune_introuvable", Severity.Fatal,
        "La commune n'a pu être reconnue ni par son code, ni par code postal et nom, ni par les coordonnées",
        "L'enregistrement est rejeté, les autres sont lus");

    public static IssueCode ChampRequis { get; } = new(
        "champ_requis", Severity.Fatal,
        "Ce champ est obligatoire",
        "L'enregistrement est rejeté, les autres sont lus");

    // The value
    public static IssueCode MiseEnForme { get; } = new(
        "mise_en_forme", Severity.Repaired,
        "La valeur est comprise, mais n'est pas écrite dans la forme du champ",
        "La même valeur est écrite dans la forme du champ");

    public static IssueCode ValeurCompletee { get; } = new(
        "valeur_completee", Severity.Repaired,
        "La valeur manque et se déduit des autres",
        "La valeur déduite est écrite");

    public static IssueCode TypeInvalide { get; } = new(
        "type_invalide", Severity.Refused,
        "La valeur n'est pas du type attendu",
        "Le champ reste vide");

    public static IssueCode BooleenInconnu { get; } = new(
        "booleen_inconnu", Severity.Refused,
        "Ce n'est ni oui ni non",
        "La valeur est laissée de côté : ce qu'elle dit de plus se perdrait dans un oui");

    public static IssueCode TexteCorrompu { get; } = new(
        "texte_corrompu", Severity.Refused,
        "Des caractères ont été détruits (U+FFFD) ou ne sont d'aucun texte (U+0000) : la valeur est refusée",
        "Le champ reste vide : un texte détruit ne se devine pas");

    public static IssueCode EncodageRepare { get; } = new(
        "encodage_repare", Severity.Repaired,
        "Le texte a été lu avec un autre encodage que le sien (« Ã© » pour « é »)",
        "Le texte d'origine, qui se retrouve sans ambiguïté, est publié");

    public static IssueCode HtmlRetire { get; } = new(
        "html_retire", Severity.Repaired,
        "La valeur contient des balises ou des caractères codés de page web",
        "Le texte est publié sans balises, chaque bloc devenant une phrase");

    public static IssueCode HorsVocabulaire { get; } = new(
        "hors_vocabulaire", Severity.Refused,
        "Cette valeur n'est pas dans la liste fermée du champ",
        "La valeur est laissée de côté, la plus proche est proposée");

    public static IssueCode MotifNonRespecte { get; } = new(
        "motif_non_respecte", Severity.Refused,
        "La valeur n'a pas la forme demandée",
        "Le champ reste vide");

    public static IssueCode TexteTropLong { get; } = new(
        "texte_trop_long", Severity.Repaired,
        "Le texte dépasse la longueur permise ; il est coupé à un mot",
        "Le texte est coupé à un mot ; un résumé reste entier dans presentation_detail");

    public static IssueCode HorsBornes { get; } = new(
        "hors_bornes", Severity.Refused,
        "Le nombre est hors des bornes permises",
        "Le champ reste vide");

    public static IssueCode ValeurTraduite { get; } = new(
        "valeur_traduite", Severity.Repaired,
        "Valeur d'une version précédente du standard, traduite dans la version actuelle",
        "La valeur actuelle est publiée");

    public static IssueCode ValeurSansEquivalent { get; } = new(
        "valeur_sans_equivalent", Severity.Warning,
        "Cette valeur est du vocabulaire de la source, et rien ne lui correspond dans le nôtre",
        "La valeur n'est pas publiée ; le reste de la fiche l'est");

    public static IssueCode CibleAbsente { get; } = new(
        "cible_absente", Severity.Warning,
        "La fiche complète un lieu sans dire lequel : elle n'a pas l'identifiant de la source complétée",
        "La fiche est gardée et comptée, et ne complète aucun lieu");

    public static IssueCode TelephoneInvalide { get; } = new(
        "telephone_invalide", Severity.Refused,
        "Ce n'est pas un numéro de téléphone reconnu",
        "Le champ reste vide");

    public static IssueCode TelephonesMultiples { get; } = new(
        "telephones_multiples", Severity.Repaired,
        "Plusieurs numéros : le premier est publié, les autres sont dans telephone_note",
        "Le premier numéro est publié, le reste va dans telephone_note");

    public static IssueCode TelephoneAnnote { get; } = new(
        "telephone_annote", Severity.Repaired,
        "Du texte accompagne le numéro de téléphone",
        "Le numéro est publié, le texte va dans telephone_note");

    public static IssueCode TelephoneZeroPerdu { get; } = new(
        "telephone_zero_perdu", Severity.Repaired,
        "Le numéro n'a que neuf chiffres : un tableur a retiré le zéro du début",
        "Le numéro est publié avec son zéro, sous sa forme internationale");

    public static IssueCode TelephoneRepare { get; } = new(
        "telephone_repare", Severity.Repaired,
        "L'indicatif du pays est mal écrit ou n'est pas le bon, ou un signe étranger touche le numéro",
        "Le numéro corrigé est publié");

    public static IssueCode CourrielInvalide { get; } = new(
        "courriel_invalide", Severity.Refused,
        "Ce n'est pas une adresse électronique",
        "La valeur est laissée de côté");

    public static IssueCode CourrielRepare { get; } = new(
        "courriel_repare", Severity.Repaired,
        "L'arobase ou le point de l'adresse électronique est écrit autrement, ou entouré d'espaces",
        "L'adresse corrigée est publiée");

    public static IssueCode UrlInvalide { get; } = new(
        "url_invalide", Severity.Refused,
        "Ce n'est pas une adresse de site web",
        "La valeur est laissée de côté");

    public static IssueCode UrlReparee { get; } = new(
        "url_reparee", Severity.Repaired,
        "Adresse de site web écrite sans « https:// » ou avec une faute",
        "L'adresse corrigée est publiée ; la casse du chemin est gardée");

    public static IssueCode DateInvalide { get; } = new(
        "date_invalide", Severity.Refused,
        "Ce n'est pas une date reconnue",
        "Le champ reste vide");

    public static IssueCode DateFuture { get; } = new(
        "date_future", Severity.Refused,
        "La date est dans le futur",
        "Le champ reste vide");

    public static IssueCode DateInconnue { get; } = new(
        "date_inconnue", Severity.Refused,
        "1970-01-01 est la date zéro des ordinateurs : la date est inconnue",
        "Le champ reste vide");

    public static IssueCode DateSerieTableur { get; } = new(
        "date_serie_tableur", Severity.Repaired,
        "La date est un nombre de jours de tableur",
        "Le jour que ce nombre désigne est publié");

    public static IssueCode DateEnSecondes { get; } = new(
        "date_en_secondes", Severity.Repaired,
        "La date est un nombre de secondes ou de millisecondes depuis 1970",
        "Le jour que ce nombre désigne, à l'heure de Paris, est publié");

    public static IssueCode CodePostalInvalide { get; } = new(
        "code_postal_invalide", Severity.Refused,
        "Un code postal compte cinq chiffres",
        "Le code postal de la commune est publié quand elle n'en a qu'un, sinon le champ reste vide");

    public static IssueCode CodePostalRepare { get; } = new(
        "code_postal_repare", Severity.Repaired,
        "Le code postal était écrit autrement qu'en cinq chiffres, ou dans la cellule de la commune",
        "Le code postal retrouvé est publié");

    public static IssueCode CodePostalContredit { get; } = new(
        "code_postal_contredit", Severity.Refused,
        "Ce code postal n'est pas celui de la commune",
        "Le code postal de la commune est publié quand elle n'en a qu'un, sinon le champ reste vide");

    public static IssueCode CodeInseeRepare { get; } = new(
        "code_insee_repare", Severity.Repaired,
        "Le code INSEE avait perdu son zéro initial, ou portait des décimales ou des espaces",
        "La commune du code à cinq caractères est publiée");

    public static IssueCode AdresseSansCommune { get; } = new(
        "adresse_sans_commune", Severity.Refused,
        "L'adresse du service ne mène à aucune commune",
        "Le service est publié sans adresse ; son lieu en a une");

    public static IssueCode ZoneIllisible { get; } = new(
        "zone_illisible", Severity.Fatal,
        "La zone d'éligibilité n'est faite d'aucun code de territoire : on ne sait pas à qui le service s'adresse",
        "La fiche est rejetée : sans zone, elle serait proposée à tout le monde");

    public static IssueCode ValeurUnique { get; } = new(
        "valeur_unique", Severity.Warning,
        "Plusieurs valeurs, là où le schéma en admet une",
        "La plus précise, ou celle qui comprend les autres, est publiée");

    public static IssueCode CommuneRectifiee { get; } = new(
        "commune_rectifiee", Severity.Repaired,
        "Le code INSEE désigne une autre commune que l'adresse, et les coordonnées donnent raison à l'adresse",
        "La commune du code postal et du nom est publiée");

    public static IssueCode CommuneDuCodePostal { get; } = new(
        "commune_du_code_postal", Severity.Warning,
        "Le nom de la commune n'est pas reconnu en entier, mais le code postal n'en dessert qu'une, ou qu'une de ce nom, près des coordonnées",
        "La commune du code postal est publiée");

    public static IssueCode CommuneDuTerritoire { get; } = new(
        "commune_du_territoire", Severity.Warning,
        "Sans code postal, la commune est celle de ce nom dans le territoire de la source",
        "Cette commune est publiée");

    public static IssueCode ParentIntrouvable { get; } = new(
        "parent_introuvable", Severity.Warning,
        "Le lieu dont celui-ci est une antenne n'est pas publié, ou plusieurs pourraient l'être",
        "L'antenne est publiée sans lieu parent");

    public static IssueCode PassageNonReconnu { get; } = new(
        "passage_non_reconnu", Severity.Warning,
        "Un arrêt du lieu itinérant n'est pas un jour et une commune reconnus",
        "Le texte entier reste dans horaires_note");

    public static IssueCode HorsTerritoire { get; } = new(
        "hors_territoire", Severity.Warning,
        "La commune n'est pas du territoire que la source annonce",
        "Le lieu est publié là où il est dit ; la commune ou le territoire est à vérifier");

    public static IssueCode CodePostalCedex { get; } = new(
        "code_postal_cedex", Severity.Repaired,
        "Code postal de distribution (Cedex), remplacé par celui de la commune",
        "Le code postal de la commune est publié quand elle n'en a qu'un");

    public static IssueCode CodeInseeAncien { get; } = new(
        "code_insee_ancien", Severity.Repaired,
        "Code d'une ancienne commune, remplacé par celui de la commune actuelle",
        "Le code et le nom de la commune actuelle sont publiés");

    public static IssueCode CodeInseeInconnu { get; } = new(
        "code_insee_inconnu", Severity.Refused,
        "Ce code INSEE n'existe pas",
        "La commune est cherchée par code postal et nom, puis par les coordonnées");

    public static IssueCode CodeInseeContredit { get; } = new(
        "code_insee_contredit", Severity.Repaired,
        "Le code INSEE désigne un autre département que le code postal et le nom, qui l'emportent",
        "La commune du code postal et du nom est publiée");

    public static IssueCode CommuneContredite { get; } = new(
        "commune_contredite", Severity.Warning,
        "Le code INSEE et l'adresse désignent deux communes du même département ; le code l'emporte",
        "La commune du code INSEE est publiée");

    public static IssueCode PersonneRetiree { get; } = new(
        "personne_retiree", Severity.Repaired,
        "Une remarque nommait une personne : son nom, et son numéro, sont retirés",
        "Le texte est publié sans le nom ni le numéro");

    public static IssueCode CommuneApprochee { get; } = new(
        "commune_approchee", Severity.Warning,
        "La commune est celle de la mairie la plus proche des coordonnées",
        "La commune de la mairie la plus proche, à 2 km au plus, est publiée");

    public static IssueCode CoordonneesInvalides { get; } = new(
        "coordonnees_invalides", Severity.Refused,
        "Les coordonnées ne sont pas des nombres, ou sont hors de la Terre",
        "Le lieu est publié sans coordonnées");

    public static IssueCode CoordonneesHorsCommune { get; } = new(
        "coordonnees_hors_commune", Severity.Refused,
        "Les coordonnées sont à plus de 20 km de la commune déclarée",
        "Le lieu est publié sans coordonnées");

    public static IssueCode CoordonneesGeocodees { get; } = new(
        "coordonnees_geocodees", Severity.Repaired,
        "La source ne donne pas de coordonnées ; le géocodeur national a trouvé l'adresse dans la commune",
        "Les coordonnées de l'adresse sont publiées ; precision_localisation dit ce qu'elles désignent, provenance dit geocodeur");

    public static IssueCode GeocodageIncertain { get; } = new(
        "geocodage_incertain", Severity.Refused,
        "Le géocodeur national n'a pas trouvé cette adresse, ou pas avec certitude",
        "Le lieu est publié sans coordonnées, ou au centre de la commune si la source le demande");

    public static IssueCode CentreCommune { get; } = new(
        "centre_commune", Severity.Repaired,
        "Le lieu n'est pas localisé ; la source demande qu'il soit placé au centre de sa commune",
        "Le point de la commune est publié ; precision_localisation dit commune, provenance dit cog");

    public static IssueCode CoordonneesHorsFrance { get; } = new(
        "coordonnees_hors_france", Severity.Refused,
        "Les coordonnées ne tombent dans aucun territoire français",
        "Le lieu est publié sans coordonnées");

    public static IssueCode CoordonneesInversees { get; } = new(
        "coordonnees_inversees", Severity.Repaired,
        "La latitude et la longitude étaient échangées",
        "Les coordonnées sont publiées dans leur ordre, qui les met dans la commune");

    public static IssueCode CoordonneesSigne { get; } = new(
        "coordonnees_signe", Severity.Repaired,
        "Une coordonnée avait perdu son signe, ou en portait un de trop",
        "Les coordonnées sont publiées avec le signe qui les met dans la commune");

    public static IssueCode CoordonneesProjetees { get; } = new(
        "coordonnees_projetees", Severity.Repaired,
        "Les coordonnées étaient en mètres (Lambert-93 ou Web Mercator)",
        "Les coordonnées sont publiées en degrés WGS 84");

    public static IssueCode AdresseReparee { get; } = new(
        "adresse_reparee", Severity.Repaired,
        "L'adresse mêlait la voie et ce qui la précise, abrégeait la voie ou répétait la commune",
        "La voie ou le lieu-dit est publié dans adresse, le reste dans complement_adresse");

    public static IssueCode AdresseInvalide { get; } = new(
        "adresse_invalide", Severity.Refused,
        "Ce texte n'est pas une adresse : adresse électronique, site ou téléphone",
        "Ce texte n'est pas publié dans l'adresse");

    public static IssueCode HoraireIgnore { get; } = new(
        "horaire_ignore", Severity.Refused,
        "Cette plage horaire n'est pas utilisable (vide, nulle, ou fin avant le début)",
        "La plage est laissée de côté ; quand elle dit quelque chose, elle est écrite dans horaires_note");

    public static IssueCode JoursARebours { get; } = new(
        "jours_a_rebours", Severity.Warning,
        "La plage de jours va à rebours (de vendredi à jeudi) ; elle est lue en passant par dimanche",
        "Les jours sont lus du premier au dernier en passant par dimanche");

    public static IssueCode RemarqueIncertaine { get; } = new(
        "remarque_incertaine", Severity.Warning,
        "Une remarque change peut-être les horaires, dans des mots qui ne sont pas compris avec certitude",
        "La remarque est dans horaires_note ; les horaires qu'elle accompagne sont publiés comme incertains (« voir note »)");

    public static IssueCode HorairesTraduits { get; } = new(
        "horaires_traduits", Severity.Repaired,
        "Les horaires sont écrits en français",
        "Ils sont publiés dans la syntaxe d'OpenStreetMap");

    public static IssueCode HorairesNonReconnus { get; } = new(
        "horaires_non_reconnus", Severity.Refused,
        "Les horaires ne sont ni dans la syntaxe d'OpenStreetMap, ni dans un français compris de bout en bout",
        "Le texte va dans horaires_note");

    public static IssueCode HorairesRemisEnForme { get; } = new(
        "horaires_remis_en_forme", Severity.Repaired,
        "Les horaires suivent la syntaxe OpenStreetMap, mais pas dans sa forme usuelle (casse, « 9h » pour « 09:00 », ordre, doublons, séparateurs)",
        "La forme usuelle est publiée ; les heures d'ouverture sont les mêmes");

    public static IssueCode HorairesFusionnes { get; } = new(
        "horaires_fusionnes", Severity.Repaired,
        "Les plages d'un même jour sont séparées par « ; », ou deux règles par rien : à la lettre, des heures écrites seraient effacées ou déplacées",
        "Toutes les plages sont publiées, chacune à son jour");

    public static IssueCode SiretInvalide { get; } = new(
        "siret_invalide", Severity.Refused,
        "Le SIRET est faux (longueur ou clé de contrôle)",
        "Le champ reste vide");

    public static IssueCode SiretArrondi { get; } = new(
        "siret_arrondi", Severity.Refused,
        "Un tableur a arrondi le SIRET : ses derniers chiffres sont perdus",
        "Le champ reste vide : mettre la colonne au format texte");

    public static IssueCode SiretRepare { get; } = new(
        "siret_repare", Severity.Repaired,
        "Il manque au SIRET son zéro du début, ou un code APE le suit",
        "Le SIRET, que ses deux clés de contrôle confirment, est publié");

    public static IssueCode IdentifiantEntreprise { get; } = new(
        "identifiant_entreprise", Severity.Refused,
        "C'est le SIREN de l'entreprise (neuf chiffres) ; l'établissement a un SIRET de quatorze chiffres",
        "Le champ reste vide");

    public static IssueCode PivotInvalide { get; } = new(
        "pivot_invalide", Severity.Refused,
        "Ce n'est ni un SIRET, ni un RNA, ni un RIDET",
        "Le champ reste vide");

    public static IssueCode TypeAmbigu { get; } = new(
        "type_ambigu", Severity.Warning,
        "Le nom désigne deux sortes de guichet, et la source ne dit pas le type",
        "Le type n'est pas déduit du nom");

    // The fiches of the co-marquage
    public static IssueCode FicheDemesuree { get; } = new(
        "fiche_demesuree", Severity.Fatal,
        "La fiche XML dépasse 4 Mo, ou plus de cent éléments y sont imbriqués",
        "La fiche est rejetée ; les autres sont lues");

    public static IssueCode GuichetInconnu { get; } = new(
        "guichet_inconnu", Severity.Warning,
        "Le co-marquage nomme une sorte de guichet que data/pivots-comarquage.csv ne connaît pas",
        "Le guichet est publié sans type : aucun lieu ne lui est trouvé");

    /// <summary>All the rows above, in their order.</summary>
    public static IReadOnlyList<IssueCode> All { get; } =
        [.. typeof(IssueCodes).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(IssueCode))
            .Select(property => property.GetValue(null))
            .OfType<IssueCode>()];
}
