using FluentValidation;
using Maillage.Importers.Deduce;
using Maillage.Importers.Geocode;
using Maillage.Importers.Read;
using Maillage.Schema.Fields;
using Maillage.Schema.Territoires;

namespace Maillage.Importers.Sources;

/// <summary>What a declaration must respect once its keys are read. Messages follow the name of the file and the line.</summary>
internal sealed class SourceValidator : AbstractValidator<SourceDeclaration>
{
    // What provenance says of values that no source gave.
    private static readonly string[] NotSources = [.. Location.Origins, LieuDeduction.Regle, LieuDeduction.Decision];

    public SourceValidator()
    {
        RuleFor(source => source.Id)
            .Must(id => FieldRules.Matches("[a-z0-9]+(-[a-z0-9]+)*", id))
            .When(source => source.Id.Length > 0)
            .WithMessage(source => $"l'id « {source.Id} » n'est pas fait de minuscules, de chiffres et de tirets.");
        RuleFor(source => source.Id)
            .Must(id => !NotSources.Contains(id))
            .WithMessage(source => $"l'id « {source.Id} » est réservé : dans la provenance, il dit qu'une valeur ne vient d'aucune source.");
        RuleFor(source => source.Producteur).NotEqual(SourceDeclaration.ToComplete).WithMessage("« producteur » reste à compléter : qui produit ces données ?");
        RuleFor(source => source.Attribution).NotEqual(SourceDeclaration.ToComplete).WithMessage("« attribution » reste à compléter : quelle mention le producteur demande-t-il ?");
        RuleFor(source => source.Licence)
            .Must(Licences.Toutes.ContainsKey)
            .When(source => source.Licence.Length > 0)
            .WithMessage(source => $"la licence « {source.Licence} » est inconnue{SourceReader.Nearest(source.Licence, Licences.Toutes.Keys)} (connues : {string.Join(", ", Licences.Toutes.Keys.Order())}).");
        RuleFor(source => source.Publier)
            .Must(publish => !publish)
            .When(source => Licences.Toutes.TryGetValue(source.Licence, out var licence) && !licence.Compatible)
            .WithMessage(source => $"la licence {source.Licence} n'est pas compatible avec la Licence Ouverte : écrivez « publier: non ».");
        RuleFor(source => source.Format)
            .Must(SourceFormats.Names.Contains)
            .When(source => source.Format.Length > 0)
            .WithMessage(source => $"le format « {source.Format} » est inconnu{SourceReader.Nearest(source.Format, SourceFormats.Names)} (connus : {string.Join(", ", SourceFormats.Names)}).");
        RuleFor(source => source.Format)
            .Must((source, format) => source.Correspondance is not null || !SourceFormats.IsTable(format))
            .WithMessage(source => $"le format {source.Format} demande une « correspondance » : elle dit ce que veulent dire les colonnes.");
        RuleFor(source => source.Format)
            .Must((source, format) => source.Correspondance is null || SourceFormats.Find(format) is null)
            .WithMessage(source => $"le format {source.Format} s'explique de lui-même : la « correspondance » ne servirait à rien.");
        RuleFor(source => source.Territoire)
            .Must(territory => Perimetre.Lire(territory, Cog.Courant) is not null)
            .When(source => source.Territoire is not null)
            .WithMessage(source => $"le territoire « {source.Territoire} » est inconnu : écrivez france, region-93, departement-04, epci-200067437 ou commune-04070.");
        RuleFor(source => source.Cible)
            .NotNull()
            .When(source => SourceFormats.Find(source.Format) is IComplementFormat)
            .WithMessage(source => $"le format {source.Format} complète les lieux d'une autre source : dites laquelle avec « cible ».");
        RuleFor(source => source.Cible)
            .Null()
            .When(source => SourceFormats.Find(source.Format) is not (null or IComplementFormat or IServiceFormat))
            .WithMessage(source => $"« cible » ne sert qu'aux compléments et aux services, pas au format {source.Format}.");
        RuleFor(source => source.Fichier)
            .Must(file => file?.Contains('\0') != true)
            .WithMessage("« fichier » n'est pas un chemin.");
        RuleFor(source => source.Fichier)
            .NotNull()
            .When(source => source.Url is null && source.Fetch.Telechargement is null)
            .WithMessage("il faut « telechargement » (l'adresse du fichier), « fichier » (un fichier local) ou « url ».");
        Include(new FetchValidator());
    }
}
