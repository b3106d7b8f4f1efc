namespace Maillage.Store;

/// <summary>What is said alike of both databases.</summary>
internal static class StoreFailure
{
    public const string AnotherWrites = "Un autre import écrit dans la base depuis plus de cinq minutes ; réessayez quand il sera fini.";

    public const string Full = "Le disque de la base est plein : rien n'a changé. Faites de la place, puis recommencez.";

    /// <summary>How long a set of changes waits for another.</summary>
    public const int SecondsToWaitForTheOtherWriter = 300;
}
