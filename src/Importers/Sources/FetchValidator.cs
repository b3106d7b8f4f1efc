using FluentValidation;
using Maillage.Importers.Fetch.Http;
using Maillage.Schema.Fields;

namespace Maillage.Importers.Sources;

/// <summary>What the keys of fetching must respect.</summary>
internal sealed class FetchValidator : AbstractValidator<SourceDeclaration>
{
    public FetchValidator()
    {
        RuleFor(source => source.Fetch.Telechargement)
            .Must(address => WebAddress.Read(address) is not null)
            .When(source => source.Fetch.Telechargement is not null)
            .OverridePropertyName("Telechargement")
            .WithMessage(source => $"« telechargement » est une adresse complète, par exemple https://exemple.fr/donnees.json, pas « {WebAddress.Shown(source.Fetch.Telechargement)} ».");
        RuleFor(source => source.Fichier)
            .Null()
            .When(source => source.Fetch.Telechargement is not null)
            .WithMessage("« fichier » et « telechargement » à la fois : gardez l'un des deux (--fichier lit un autre fichier à la demande).");
        RuleFor(source => source.Fetch.Pages)
            .Must(style => style is null || PageStyles.Find(style) is not null)
            .OverridePropertyName("Pages")
            .WithMessage(source => $"« pages » vaut {string.Join(", ", PageStyles.Names)}, pas « {source.Fetch.Pages} »{SourceReader.Nearest(source.Fetch.Pages ?? "", PageStyles.Names)}.");
        RuleFor(source => source.Fetch.Jeton)
            .Must(name => name is null || FieldRules.Matches("[A-Za-z_][A-Za-z0-9_]*", name))
            .OverridePropertyName("Jeton")
            // What was written there may be the token itself: it is not repeated.
            .WithMessage("« jeton » est le nom d'une variable d'environnement, par exemple JETON_DATA_INCLUSION ; le jeton lui-même ne s'écrit pas ici.");
        RuleFor(source => source.Fetch.EnteteJeton)
            .Must(header => TokenHeader.IsReadable(header ?? TokenHeader.UnlessSaid))
            .OverridePropertyName("EnteteJeton")
            .WithMessage("« entete_jeton » s'écrit « Nom-De-L-En-Tête: … {jeton} », par exemple « Authorization: Api-Key {jeton} ».");
        RuleFor(source => source.Fetch.Jeton)
            .Must((source, _) => WebAddress.Read(source.Fetch.Telechargement) is not { } address || address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)
            .When(source => source.Fetch.Jeton is not null)
            .OverridePropertyName("Telechargement")
            .WithMessage("un jeton ne s'envoie qu'à une adresse https.");
        foreach (var (key, said) in NeedAnAddress)
        {
            RuleFor(source => source.Fetch.Telechargement)
                .NotNull()
                .When(source => said(source))
                .OverridePropertyName(key)
                .WithMessage($"« {key.ToLowerInvariant()} » ne sert qu'avec « telechargement ».");
        }
    }

    private static IEnumerable<(string Key, Func<SourceDeclaration, bool> Said)> NeedAnAddress =>
    [
        ("Pages", source => source.Fetch.Pages is not null),
        ("Jeton", source => source.Fetch.Jeton is not null),
    ];
}
