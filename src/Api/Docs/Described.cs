using Maillage.Schema.Publication;

namespace Maillage.Api.Docs;

/// <summary>Endpoint metadata: the answer is a page of this dataset.</summary>
internal sealed record ListOf(JeuDeDonnees Jeu);

/// <summary>Endpoint metadata: the answer is one record of this dataset.</summary>
internal sealed record OneOf(JeuDeDonnees Jeu);
