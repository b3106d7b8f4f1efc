namespace Maillage.Importers.Normalise.Hours;

/// <summary>Writes slots as OpenStreetMap opening hours.</summary>
/// <remarks>Rules that follow one another replace the day when a semicolon parts them and add to it when a comma does.</remarks>
internal static class OsmWriter
{
    /// <returns>The hours, empty when there are none; null when they cannot be written without changing what they mean.</returns>
    public static string? Write(IReadOnlyList<Slot> slots, IReadOnlyList<Variation> forAll)
    {
        var rules = new Rules();
        foreach (var group in slots.GroupBy(slot => (slot.Only, slot.Condition)).OrderBy(group => group.Key != (null, null)))
        {
            var timetable = new Timetable();
            foreach (var slot in group)
            {
                timetable.Add(slot.Days, slot.Times);
            }

            foreach (var (days, times) in timetable.Rules())
            {
                rules.Add(days, $"{Selector(group.Key.Only, days)} {times}{Comment(group.Key.Condition)}");
            }
        }

        return new Variations(slots, forAll).WriteTo(rules) ? rules.Text : null;
    }

    private static string Selector(Selection? only, int days) => only switch
    {
        { Weeks: { } weeks } => $"{weeks} {Days.ToOsm(days)}",
        _ => Days.ToOsm(days) + only?.Ranks,
    };

    private static string Comment(string? condition) => condition is null ? "" : $" \"{condition.Replace('"', '\'')}\"";

    /// <summary>Rules written so far.</summary>
    private sealed class Rules
    {
        private int written;

        public string Text { get; private set; } = "";

        public void Add(int days, string rule)
        {
            var separator = Text.Length == 0 ? "" : (written & days) != Days.None ? ", " : "; ";
            written |= days;
            Text += separator + rule;
        }

        /// <summary>A rule that replaces what was said of its days.</summary>
        public void Replace(string rule) => Text += (Text.Length == 0 ? "" : "; ") + rule;

        /// <summary>A rule that adds to the one before.</summary>
        public void Append(string rule) => Text += ", " + rule;
    }

    /// <summary>What is otherwise on some occasions, day by day.</summary>
    private sealed class Variations(IReadOnlyList<Slot> slots, IReadOnlyList<Variation> forAll)
    {
        private readonly int openDays = slots.Aggregate(Days.None, (days, slot) => days | slot.Days);

        public bool WriteTo(Rules rules)
        {
            // Two occasions may meet (a school holiday in July): what they say of a day must then be the same.
            var saidOfDay = new Dictionary<int, string>();
            var occasions = forAll.Concat(slots.SelectMany(slot => slot.Variations)).Select(variation => variation.When).Distinct();
            foreach (var occasion in occasions)
            {
                var byOutcome = new Dictionary<string, (int Days, IReadOnlyList<string> Parts)>();
                foreach (var day in Days.Each(Concerned(occasion)))
                {
                    if (Outcome(occasion, day) is not { } parts)
                    {
                        return false;
                    }

                    var key = string.Join('|', parts);
                    if (Outcome(null, day) is { } usual && usual.SequenceEqual(parts))
                    {
                        continue;
                    }

                    if (!saidOfDay.TryAdd(day, key) && saidOfDay[day] != key)
                    {
                        return false;
                    }

                    byOutcome[key] = (byOutcome.GetValueOrDefault(key).Days | Days.Of(day), parts);
                }

                foreach (var (days, parts) in byOutcome.Values)
                {
                    Write(rules, occasion, days, parts);
                }
            }

            return true;
        }

        private void Write(Rules rules, Occasion occasion, int days, IReadOnlyList<string> parts)
        {
            var selector = occasion.IsDay || (parts.Count == 0 && (openDays & ~days) == Days.None) ? occasion.Osm : $"{occasion.Osm} {Days.ToOsm(days)}";
            rules.Replace(parts.Count == 0 ? $"{selector} off" : $"{selector} {parts[0]}");
            foreach (var part in parts.Skip(1))
            {
                rules.Append($"{selector} {part}");
            }
        }

        private int Concerned(Occasion occasion) => forAll.Concat(slots.SelectMany(slot => slot.Variations))
            .Where(variation => variation.When == occasion)
            .Aggregate(Days.None, (days, variation) => days | variation.Days);

        // Times and conditions of a day on that occasion, or on no occasion in particular; null when they depend on the rank of the day or the week as well.
        private List<string>? Outcome(Occasion? occasion, int day)
        {
            if (occasion is not null && forAll.FirstOrDefault(variation => variation.When == occasion && Days.Holds(variation.Days, day)) is { } whole)
            {
                return [TimeRanges.Write(whole.Times)];
            }

            List<(string? Condition, IReadOnlyList<TimeRange> Times)> parts = [];
            foreach (var slot in slots.Where(slot => Days.Holds(slot.Days, day)))
            {
                var variation = slot.Variations.LastOrDefault(variation => variation.When == occasion && Days.Holds(variation.Days, day));
                var times = variation?.Times ?? slot.Times;
                if (times.Count > 0 && slot.Only is not null)
                {
                    return null;
                }

                parts.Add((variation?.Doubt ?? slot.Condition, times));
            }

            return [.. parts
                .GroupBy(part => part.Condition, part => part.Times)
                .OrderBy(group => group.Key is not null)
                .Select(group => (group.Key, Times: TimeRanges.Write(TimeRanges.Merge(group.SelectMany(times => times)))))
                .Where(group => group.Times.Length > 0)
                .Select(group => group.Times + Comment(group.Key))];
        }
    }
}
