using FsCheck;
using FsCheck.Fluent;
using Maillage.Schema.Horaires;
using Maillage.Schema.Horaires.Ouverture;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.Horaires.Ouverture;

/// <summary>Laws that hold for any hours on any day.</summary>
public sealed class LoisOuvertureTests
{
    private const int Week = 7;

    private static readonly PublicHolidays holidays = PublicHolidays.Of("04");

    // Years with holidays in them, and the ends of two.
    private static readonly DateOnly first = new(2025, 12, 20);

    [Fact]
    public void Segments_are_in_order_within_the_day_and_apart() =>
        Loi.Tient(Cases(), one =>
        {
            var end = -1;
            var state = OpeningState.Closed;
            foreach (var segment in one.Schedule.On(one.Day, holidays).Segments)
            {
                Assert.True(segment.Start < segment.End && segment.Start >= end && segment.End <= DayPlan.Minutes && segment.State != OpeningState.Closed);
                Assert.False(segment.Start == end && segment.State == state);
                (end, state) = (segment.End, segment.State);
            }
        }, essais: 3000);

    [Fact]
    public void The_state_of_a_minute_is_that_of_its_segment() =>
        Loi.Tient(Cases(), one =>
        {
            var plan = one.Schedule.On(one.Day, holidays);
            var states = new bool?[DayPlan.Minutes];
            Array.Fill(states, false);
            foreach (var segment in plan.Segments)
            {
                Array.Fill(states, segment.State == OpeningState.Open ? true : null, segment.Start, segment.End - segment.Start);
            }

            var midnight = one.Day.ToDateTime(TimeOnly.MinValue);
            for (var minute = 0; minute < DayPlan.Minutes; minute += 15)
            {
                Assert.Equal(states[minute], one.Schedule.IsOpen(midnight.AddMinutes(minute).AddSeconds(59), holidays));
            }
        }, essais: 500);

    [Fact]
    public void The_next_opening_is_the_one_that_counting_minutes_finds() =>
        Loi.Tient(Cases(), one =>
        {
            const int days = 10;
            var local = one.Day.ToDateTime(new TimeOnly(10, 17, 30));
            Assert.Equal(Counted(one.Schedule, local, days), one.Schedule.NextOpening(local, holidays, days));
        }, essais: 500);

    [Fact]
    public void Hours_of_the_week_are_the_same_on_the_same_days() =>
        Loi.Tient(Cases().Where(one => one.Schedule.IsWeekly), one =>
        {
            var isHoliday = holidays.Contains(one.Day);
            var plan = one.Schedule.On(one.Day, holidays);
            Assert.Equal(plan, one.Schedule.On(one.Day.DayOfWeek, isHoliday));
            var unready = Schedule.Unready(one.Hours);
            foreach (var other in Enumerable.Range(-60, 120).Select(weeks => one.Day.AddDays(weeks * Week)).Where(other => holidays.Contains(other) == isHoliday))
            {
                Assert.Equal(plan, unready.On(other, holidays));
            }
        }, essais: 300);

    [Fact]
    public void Nothing_is_open_on_a_holiday_that_the_hours_do_not_speak_of() =>
        Loi.Tient(Cases(), one =>
        {
            var day = PublicHolidays.Of("04").In(one.Day.Year)[one.Day.DayNumber % 11];
            var plan = one.Schedule.On(day, holidays);
            var speaks = one.Hours.Rules.Any(rule => rule.Days?.Holidays.HasFlag(Holidays.Public) == true);
            if (!speaks && !one.Schedule.On(day.AddDays(100), PublicHolidays.None).IsOpenAllDay)
            {
                // But the night of the day before, which is no holiday.
                Assert.DoesNotContain(plan.Segments.ToArray(), segment => segment.State == OpeningState.Open && segment.Start > 0);
            }
        }, essais: 2000);

    [Fact]
    public void Doubt_opens_nothing_and_closes_nothing() =>
        Loi.Tient(Cases(), one =>
        {
            var plan = one.Schedule.On(one.Day, holidays);
            var doubted = plan.Doubted();
            Assert.DoesNotContain(doubted.Segments.ToArray(), segment => segment.State == OpeningState.Open);
            Assert.All(Enumerable.Range(0, DayPlan.Minutes), minute => Assert.Equal(plan.At(minute) == OpeningState.Closed, doubted.At(minute) == OpeningState.Closed));
        }, essais: 300);

    private static DateTime? Counted(Schedule schedule, DateTime local, int days)
    {
        var wasOpen = schedule.IsOpen(local, holidays) == true;
        var minute = local.Date.AddHours(local.Hour).AddMinutes(local.Minute);
        for (var plan = schedule.On(DateOnly.FromDateTime(local), holidays); minute.AddMinutes(1) <= local.AddDays(days); wasOpen = plan.IsOpenAt(Of(minute)) == true)
        {
            minute = minute.AddMinutes(1);
            plan = Of(minute) == 0 ? schedule.On(DateOnly.FromDateTime(minute), holidays) : plan;
            if (!wasOpen && plan.IsOpenAt(Of(minute)) == true)
            {
                return minute;
            }
        }

        return null;

        static int Of(DateTime at) => (at.Hour * 60) + at.Minute;
    }

    private static Gen<Case> Cases() =>
        from rules in ReglesHorairesTests.Rules()
        let hours = HorairesOsm.Lire(RuleWriter.Write(rules)).Value
        where hours is not null
        from day in Gen.Choose(0, 800)
        select new Case(hours, Schedule.Of(hours), first.AddDays(day));

    private sealed record Case(HorairesOsm Hours, Schedule Schedule, DateOnly Day)
    {
        public override string ToString() => $"{Hours} le {Day:yyyy-MM-dd}";
    }
}
