using FluentValidation;
using Maillage.Catalogue;

namespace Maillage.Api.Http;

/// <summary>What the parameters of a list must respect together, once each is right by itself.</summary>
internal sealed class ListRequestValidator : AbstractValidator<ListRequest>
{
    /// <summary>A cursor that no page of ours gave.</summary>
    public static ParameterError BeyondTheEnd { get; } = new(
        "curseur", null,
        new Phrase(
            "Ce « curseur » va au-delà de la fin de la liste ; suivez l'adresse « suivant » d'une page, ou recommencez sans curseur.",
            "This “curseur” goes beyond the end of the list; follow the address “suivant” of a page, or start again without it."),
        []);

    public ListRequestValidator()
    {
        RuleFor(request => request.Lon).NotNull().When(request => request.Lat is not null).WithState(_ => Missing("lon", "lat", "6.23"));
        RuleFor(request => request.Lat).NotNull().When(request => request.Lon is not null).WithState(_ => Missing("lat", "lon", "44.09"));
        RuleFor(request => request.Rayon).Null().When(request => request is { Lat: null, Lon: null }).WithState(_ => Alone());
        RuleFor(request => request.Lat).NotNull().When(request => request.Query.Tri == Orders.Distance && request.Lon is null).WithState(_ => Needs(Orders.Distance, "lat", "lon"));
        RuleFor(request => request.Query).Must(query => query.Of(Filters.Texte) is not null).When(request => request.Query.Tri == Orders.Pertinence).WithState(_ => Needs(Orders.Pertinence, Filters.Texte));
        RuleFor(request => request.Curseur)
            .Must((request, curseur) => curseur?.Question == request.Question)
            .When(request => request.Curseur is not null)
            .WithState(_ => OtherQuestion());
        RuleFor(request => request.Apres).Null().When(request => request.Depuis > 0).WithState(_ => OneBeginning());
    }

    /// <summary>Everything that does not hold together.</summary>
    public IReadOnlyList<ParameterError> Check(ListRequest request) => StandAlone(request)
        ? []
        : [.. Validate(request).Errors.Select(error => error.CustomState).OfType<ParameterError>()];

    // Nearly all requests.
    private static bool StandAlone(ListRequest request) => request is { Lat: null, Lon: null, Rayon: null, Curseur: null, Apres: null, Query.Tri: null };

    private static ParameterError Missing(string name, string given, string example) => new(
        name, null, new Phrase($"« {given} » demande aussi « {name} », comme {name}={example}.", $"“{given}” also needs “{name}”, such as {name}={example}."), [name]);

    private static ParameterError Alone() => new(
        "rayon", null, new Phrase("« rayon » demande aussi « lat » et « lon ».", "“rayon” also needs “lat” and “lon”."), ["lat", "lon"]);

    private static ParameterError Needs(string order, params string[] names) => new(
        "tri", order, new Phrase($"« tri={order} » demande aussi {Quoted(names, "« ", " »", " et ")}.", $"“tri={order}” also needs {Quoted(names, "“", "”", " and ")}."), names);

    private static string Quoted(string[] names, string open, string close, string and) => string.Join(and, names.Select(name => open + name + close));

    private static ParameterError OneBeginning() => new(
        "apres", null,
        new Phrase(
            "« apres » continue une lecture de tout, avec depuis=0 ; gardez l'un des deux.", "“apres” continues a reading of everything, with depuis=0; keep one of them."),
        []);

    private static ParameterError OtherQuestion() => new(
        "curseur", null,
        new Phrase(
            "Ce « curseur » continue une liste demandée avec d'autres filtres ; recommencez sans curseur.",
            "This “curseur” continues a list asked for with other filters; start again without it."),
        []);
}
