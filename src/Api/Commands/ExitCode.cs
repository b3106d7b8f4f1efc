namespace Maillage.Api.Commands;

/// <summary>What a command's exit code says.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    /// <summary>The data is bad.</summary>
    public const int BadData = 1;

    /// <summary>The call is wrong.</summary>
    public const int WrongCall = 2;
}
